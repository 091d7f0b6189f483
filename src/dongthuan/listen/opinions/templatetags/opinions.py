"""Words of groups and channels on the pages."""

from django import template

from ..models import Group
from ..states import Channel
from ..tables import label_of

register = template.Library()


@register.filter
def group_label(group: Group) -> str:
    return label_of(group)


@register.filter
def channel_label(channel: str) -> str:
    return str(Channel(channel).label)

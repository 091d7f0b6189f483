from django.urls import path

from .open311 import views as open311
from .views import access, loading, services, staff

app_name = "service_requests"
API = "open311/v2"
urlpatterns = [
    path(f"{API}/services.<slug:form>", open311.services, name="open311_services"),
    path(f"{API}/services/<slug:code>.<slug:form>", open311.definition, name="open311_definition"),
    path(f"{API}/requests.<slug:form>", open311.requests, name="open311_requests"),
    path(f"{API}/requests/<slug:id>.<slug:form>", open311.one, name="open311_request"),
    path(f"{API}/tokens/<slug:id>.<slug:form>", open311.token, name="open311_token"),
    path("open311/discovery.<slug:form>", open311.discovery, name="open311_discovery"),
    path("", staff.index, name="list"),
    path("services/", services.index, name="services"),
    path("services/new/", services.create, name="create_service"),
    path("services/<pk:pk>/", services.detail, name="service"),
    path("services/<pk:pk>/change/", services.change, name="change_service"),
    path("services/<pk:pk>/level/", services.level, name="set_level"),
    path("services/<pk:pk>/publish/", services.publish, name="publish"),
    path("services/<pk:pk>/unpublish/", services.unpublish, name="unpublish"),
    path("keys/", access.index, name="keys"),
    path("keys/<pk:pk>/revoke/", access.revoke, name="revoke_key"),
    path("import/", loading.upload, name="import"),
    path("import/<pk:pk>/", loading.detail, name="import_check"),
    path("import/<pk:pk>/load/", loading.load, name="import_load"),
    path("<pk:pk>/", staff.detail, name="detail"),
    path("<pk:pk>/<slug:verb>/", staff.step, name="step"),
]

"""Services, requests, keys, imports."""

from .access import ApiKey
from .loading import RequestImport
from .request import ServiceRequest
from .service import Service, ServiceLevel

__all__ = ["ApiKey", "RequestImport", "Service", "ServiceLevel", "ServiceRequest"]

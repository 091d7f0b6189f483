"""Open311 GeoReport v2: the interface through which apps read services and requests, and send them."""

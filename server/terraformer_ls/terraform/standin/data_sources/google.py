"""Google Cloud: zones, the project, the client's identity, images and networks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from terraformer_ls.terraform.standin.values import Object, Value

_PROJECT = "standin-project"
_NUMBER = "123456789012"


def _text(value: Value, default: str) -> str:
    return value if isinstance(value, str) and value else default


def _zones(config: Object, region: str) -> Object:
    region = _text(config.get("region"), region)
    return {"names": [f"{region}-{letter}" for letter in "abc"], "id": region}


def _project(config: Object, _: str) -> Object:
    name = _text(config.get("project_id"), _PROJECT)
    return {
        "project_id": name,
        "id": f"projects/{name}",
        "name": name,
        "number": _NUMBER,
        "org_id": _NUMBER,
        "billing_account": "000000-000000-000000",
    }


def _client_config(_: Object, region: str) -> Object:
    return {
        "project": _PROJECT,
        "region": region,
        "zone": f"{region}-a",
        "access_token": "standin",
        "id": f"projects/{_PROJECT}/regions/{region}/zones/{region}-a",
    }


def _image(config: Object, _: str) -> Object:
    project = _text(config.get("project"), _PROJECT)
    name = _text(config.get("name"), _text(config.get("family"), "standin"))
    path = f"projects/{project}/global/images/{name}"
    return {
        "id": path,
        "self_link": f"https://www.googleapis.com/compute/v1/{path}",
        "name": name,
        "project": project,
        "status": "READY",
        "disk_size_gb": 10,
    }


def _network(config: Object, _: str) -> Object:
    project = _text(config.get("project"), _PROJECT)
    path = f"projects/{project}/global/networks/{config.get('name')}"
    return {"id": path, "self_link": f"https://www.googleapis.com/compute/v1/{path}"}


def _subnetwork(config: Object, region: str) -> Object:
    project = _text(config.get("project"), _PROJECT)
    region = _text(config.get("region"), region)
    path = f"projects/{project}/regions/{region}/subnetworks/{config.get('name')}"
    return {
        "id": path,
        "self_link": f"https://www.googleapis.com/compute/v1/{path}",
        "ip_cidr_range": "10.0.1.0/24",
        "region": region,
        "project": project,
    }


ANSWERS: Mapping[str, Callable[[Object, str], Object]] = {
    "google_client_config": _client_config,
    "google_compute_image": _image,
    "google_compute_network": _network,
    "google_compute_regions": lambda _, __: {
        "names": ["us-central1", "us-east1", "europe-west1"],
    },
    "google_compute_subnetwork": _subnetwork,
    "google_compute_zones": _zones,
    "google_container_engine_versions": lambda _, __: {
        "latest_master_version": "1.31.1-gke.1000000",
        "latest_node_version": "1.31.1-gke.1000000",
        "default_cluster_version": "1.31.1-gke.1000000",
    },
    "google_project": _project,
}

"""Functions that providers define, `provider::aws::arn_parse(...)`, as far as we know what they do.

Of the others the schema tells the types, and the result is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from terraformer_ls.terraform.standin.values import UNKNOWN, Object, Value, wholly_known


class FunctionFailed(Exception):
    """The function rejects an argument; the message is for the user."""

    def __init__(self, message: str, argument: int = 0) -> None:
        super().__init__(message)
        self.argument = argument


def call(source: str, name: str, arguments: Sequence[Value]) -> Value:
    """The result of a provider's function.

    Args:
        source: the provider, `hashicorp/aws`.
        name: the function.
        arguments: in order; a variadic parameter's follow one by one.

    Raises:
        FunctionFailed: the real function would reject an argument.
    """
    function = _FUNCTIONS.get((source, name))
    if function is None or not all(wholly_known(argument) for argument in arguments):
        return UNKNOWN
    return function(arguments)


def _arn_parse(arguments: Sequence[Value]) -> Value:
    parts = str(arguments[0]).split(":", 5)
    if len(parts) != 6 or parts[0] != "arn":
        raise FunctionFailed(f'"{arguments[0]}" is not an ARN')
    _, partition, service, region, account, resource = parts
    return {
        "account_id": account,
        "partition": partition,
        "region": region,
        "resource": resource,
        "service": service,
    }


def _arn_build(arguments: Sequence[Value]) -> Value:
    return ":".join(["arn", *(str(argument) for argument in arguments)])


def _trim_iam_role_path(arguments: Sequence[Value]) -> Value:
    arn = str(arguments[0])
    prefix, separator, path = arn.partition(":role/")
    if not separator:
        raise FunctionFailed(f'"{arn}" is not the ARN of an IAM role')
    return f"{prefix}:role/{path.rsplit('/', 1)[-1]}"


def _google_segment(segment: str) -> Callable[[Sequence[Value]], Value]:
    def found(arguments: Sequence[Value]) -> Value:
        match = re.search(rf"(?:^|/){segment}/([^/]+)", str(arguments[0]))
        if match is None:
            raise FunctionFailed(f'"{arguments[0]}" has no segment "{segment}"')
        return match[1]

    return found


def _google_name(arguments: Sequence[Value]) -> Value:
    return str(arguments[0]).rsplit("/", 1)[-1]


def _google_region_from_zone(arguments: Sequence[Value]) -> Value:
    return str(arguments[0]).rsplit("-", 1)[0]


def _rfc3339_parse(arguments: Sequence[Value]) -> Value:
    try:
        moment = datetime.fromisoformat(str(arguments[0]))
    except ValueError:
        raise FunctionFailed(f'"{arguments[0]}" is no RFC 3339 time') from None
    numbers: Object = {
        "year": moment.year,
        "month": moment.month,
        "day": moment.day,
        "hour": moment.hour,
        "minute": moment.minute,
        "second": moment.second,
        "weekday": moment.isoweekday() % 7,
        "year_day": moment.timetuple().tm_yday,
        "iso_year": moment.isocalendar().year,
        "iso_week": moment.isocalendar().week,
        "unix": int(moment.timestamp()),
    }
    return {
        **numbers,
        "month_name": moment.strftime("%B"),
        "weekday_name": moment.strftime("%A"),
    }


def _azure_normalise(arguments: Sequence[Value]) -> Value:
    return arguments[0]


_FUNCTIONS: dict[tuple[str, str], Callable[[Sequence[Value]], Value]] = {
    ("hashicorp/aws", "arn_build"): _arn_build,
    ("hashicorp/aws", "arn_parse"): _arn_parse,
    ("hashicorp/aws", "trim_iam_role_path"): _trim_iam_role_path,
    ("hashicorp/azurerm", "normalise_resource_id"): _azure_normalise,
    ("hashicorp/time", "rfc3339_parse"): _rfc3339_parse,
    **{
        (provider, name): function
        for provider in ("hashicorp/google", "hashicorp/google-beta")
        for name, function in (
            ("location_from_id", _google_segment("locations")),
            ("name_from_id", _google_name),
            ("project_from_id", _google_segment("projects")),
            ("region_from_id", _google_segment("regions")),
            ("region_from_zone", _google_region_from_zone),
            ("zone_from_id", _google_segment("zones")),
        )
    },
}

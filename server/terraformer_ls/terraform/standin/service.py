"""One provider as a gRPC service: what Terraform asks, and what the stand-in answers."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any, TypeAlias, cast

import grpc  # pyright: ignore[reportMissingTypeStubs]
from google.protobuf.message import Message

from terraformer_ls.schema.cty import Kind
from terraformer_ls.schema.model import BlockKind, BlockSchema
from terraformer_ls.terraform.protocol import plugin6_pb2 as plugin6
from terraformer_ls.terraform.standin import functions, planning, realistic
from terraformer_ls.terraform.standin.data_sources import ANSWERS
from terraformer_ls.terraform.standin.known_at_plan import Configured, with_known
from terraformer_ls.terraform.standin.values import (
    Object,
    Value,
    dynamic_of,
    is_unknown,
    packed,
    unpacked,
)
from terraformer_ls.terraform.standin.wire import ProviderSchema, capabilities

logger = logging.getLogger(__name__)

Handler: TypeAlias = Callable[[Any], Message | bytes]

_connection: ContextVar[str] = ContextVar("connection", default="")
"""By which connection the request came that is being answered."""

_DEFAULT_REGIONS = {"google": "us-central1", "google-beta": "us-central1"}


class StandIn:
    """Answers for one provider.

    Args:
        schema: what the provider offers.
        schema_bytes: makes the serialised answer to `GetProviderSchema`; asked at most once.
        cacheable: whether Terraform may keep the schema for the life of its process.
    """

    def __init__(
        self,
        schema: ProviderSchema,
        schema_bytes: Callable[[], bytes],
        *,
        cacheable: bool,
    ) -> None:
        self._schema = schema
        self._make_schema_bytes = schema_bytes
        self._schema_bytes: bytes | None = None
        self._schema_lock = threading.Lock()
        self._cacheable = cacheable
        self._region = _DEFAULT_REGIONS.get(schema.provider.name, "us-east-1")
        self.begin({})

    def begin(self, answers: Mapping[str, Mapping[str, object]]) -> None:
        """Forget the module before, and answer for another.

        Args:
            answers: what data sources answer, by type, ahead of what we know of them.
        """
        self._answers = answers
        self._configurations: dict[str, Configured] = {}

    def handlers(self) -> dict[str, tuple[type[Message], Handler]]:
        """The calls by name, each with the message that it is asked with."""
        return {
            "GetMetadata": (plugin6.Nothing, self.metadata),
            "GetProviderSchema": (plugin6.Nothing, self.schema),
            "GetResourceIdentitySchemas": (plugin6.Nothing, _nothing),
            "ValidateProviderConfig": (
                plugin6.ValidateProviderRequest,
                lambda _: plugin6.ValidateProviderResponse(),
            ),
            "ConfigureProvider": (plugin6.ConfigureProviderRequest, self.configure),
            "ValidateResourceConfig": (plugin6.ValidateConfigRequest, self.validate_resource),
            "ValidateDataResourceConfig": (plugin6.ValidateConfigRequest, self.validate_data),
            "ValidateEphemeralResourceConfig": (
                plugin6.ValidateConfigRequest,
                self.validate_ephemeral,
            ),
            "UpgradeResourceState": (plugin6.UpgradeStateRequest, _upgrade),
            "ReadResource": (plugin6.ReadResourceRequest, _read),
            "PlanResourceChange": (plugin6.PlanRequest, self.plan),
            "ApplyResourceChange": (plugin6.ApplyRequest, _apply),
            "ImportResourceState": (plugin6.ImportRequest, self.import_state),
            "ReadDataSource": (plugin6.ReadDataRequest, self.read_data),
            "OpenEphemeralResource": (plugin6.OpenEphemeralRequest, self.open_ephemeral),
            "RenewEphemeralResource": (plugin6.Nothing, _nothing),
            "CloseEphemeralResource": (plugin6.Nothing, _nothing),
            "CallFunction": (plugin6.CallFunctionRequest, self.call_function),
            "StopProvider": (plugin6.Nothing, _nothing),
        }

    def schema(self, _: Message) -> bytes:
        """The whole schema."""
        with self._schema_lock:
            if self._schema_bytes is None:
                self._schema_bytes = self._make_schema_bytes()
            return self._schema_bytes

    def metadata(self, _: Message) -> Message:
        """What the provider offers, by name alone."""
        named = plugin6.GetMetadataResponse.Named
        types = self._schema.types
        return plugin6.GetMetadataResponse(
            capabilities=capabilities(cacheable=self._cacheable),
            resources=[named(name=name) for name in types(BlockKind.RESOURCE)],
            data_sources=[named(name=name) for name in types(BlockKind.DATA)],
            ephemeral_resources=[named(name=name) for name in types(BlockKind.EPHEMERAL)],
            functions=[named(name=name) for name in self._schema.functions()],
        )

    def configure(self, request: plugin6.ConfigureProviderRequest) -> Message:
        """Remember what later answers depend on: the region, and tags for everything."""
        config = _object(unpacked(request.config.msgpack))
        tags: Object = {}
        for block in _objects(config.get("default_tags")):
            tags.update(_object(block.get("tags")))
        self._configurations[_connection.get()] = Configured(
            region=_text(config.get("region")) or self._region,
            project=_text(config.get("project")),
            zone=_text(config.get("zone")),
            default_tags=tags,
        )
        return plugin6.DiagnosticsResponse()

    def validate_resource(self, request: plugin6.ValidateConfigRequest) -> Message:
        """What Terraform leaves to providers and a schema tells."""
        return self._validate(BlockKind.RESOURCE, request)

    def validate_data(self, request: plugin6.ValidateConfigRequest) -> Message:
        """As for resources."""
        return self._validate(BlockKind.DATA, request)

    def validate_ephemeral(self, request: plugin6.ValidateConfigRequest) -> Message:
        """As for resources."""
        return self._validate(BlockKind.EPHEMERAL, request)

    def plan(self, request: plugin6.PlanRequest) -> Message:
        """The planned state of a resource; the absence of one is planned as it is."""
        proposed = unpacked(request.proposed_new_state.msgpack)
        if not isinstance(proposed, dict):
            return plugin6.PlanResponse(planned_state=request.proposed_new_state)
        block = self._block(BlockKind.RESOURCE, request.type_name)
        provider = self._schema.provider.name
        proposed = with_known(provider, request.type_name, block, proposed, self._configured)
        return plugin6.PlanResponse(
            planned_state=_value(planning.plan(block, proposed)),
            # Terraform then forgives what schemas alone can't tell: a provider's normalisation.
            legacy_type_system=True,
        )

    def import_state(self, request: plugin6.ImportRequest) -> Message:
        """A state for an `import` block: an object of that id, otherwise as it would be read."""
        block = self._block(BlockKind.RESOURCE, request.type_name)
        empty: Object = dict.fromkeys(block.attributes)
        empty |= {name: _no_blocks(nested.nesting) for name, nested in block.blocks.items()}
        if "id" in empty:
            empty["id"] = request.id
        state = realistic.block_of(block, empty, request.type_name, self._configured.region)
        imported = plugin6.ImportResponse.Imported(type_name=request.type_name, state=_value(state))
        return plugin6.ImportResponse(imported=[imported])

    def read_data(self, request: plugin6.ReadDataRequest) -> Message:
        """What a data source answers: known values throughout."""
        block = self._block(BlockKind.DATA, request.type_name)
        config = _object(unpacked(request.config.msgpack))
        region = config.get("region")
        region = region if isinstance(region, str) and region else self._configured.region
        answer = ANSWERS.get(request.type_name)
        known = dict(config)
        answered = answer(config, region) if answer is not None else {}
        for name, value in self._answers.get(request.type_name, {}).items():
            attribute = block.attributes.get(name)
            is_dynamic = attribute is not None and attribute.type.kind is Kind.DYNAMIC
            answered[name] = dynamic_of(value) if is_dynamic else cast("Value", value)
        for name, value in answered.items():
            attribute = block.attributes.get(name)
            if attribute is not None and config.get(name) is None and value is not None:
                known[name] = value
        state = realistic.block_of(block, known, request.type_name, region)
        return plugin6.ReadDataResponse(state=_value(state))

    def open_ephemeral(self, request: plugin6.OpenEphemeralRequest) -> Message:
        """An ephemeral resource's result: known values throughout."""
        block = self._block(BlockKind.EPHEMERAL, request.type_name)
        config = _object(unpacked(request.config.msgpack))
        result = realistic.block_of(block, config, request.type_name, self._configured.region)
        return plugin6.OpenEphemeralResponse(result=_value(result))

    def call_function(self, request: plugin6.CallFunctionRequest) -> Message:
        """A provider-defined function's result, unknown where we don't know the function."""
        arguments = [unpacked(argument.msgpack) for argument in request.arguments]
        try:
            result = functions.call(self._schema.provider.source, request.name, arguments)
        except functions.FunctionFailed as failure:
            error = plugin6.FunctionError(text=str(failure), argument=failure.argument)
            return plugin6.CallFunctionResponse(error=error)
        function = self._schema.function(request.name)
        if function is not None and function.result.kind is Kind.DYNAMIC and not is_unknown(result):
            result = dynamic_of(result)
        return plugin6.CallFunctionResponse(result=_value(result))

    @property
    def _configured(self) -> Configured:
        """What the provider configuration that asks was given."""
        return self._configurations.get(_connection.get()) or Configured(region=self._region)

    def _block(self, kind: BlockKind, type_: str) -> BlockSchema:
        return self._schema.block(kind, type_) or BlockSchema()

    def _validate(self, kind: BlockKind, request: plugin6.ValidateConfigRequest) -> Message:
        block, config = self._block(kind, request.type_name), unpacked(request.config.msgpack)
        read_only = [
            _error(
                "Value for unconfigurable attribute",
                f'Can\'t configure a value for "{path[-1]}": its value will be decided '
                "automatically based on the result of applying this configuration.",
                path,
            )
            for path in planning.read_only_arguments(block, config)
        ]
        missing = [
            _error(
                "Missing required argument",
                f'The argument "{path[-1]}" is required, but its value is null.',
                path,
            )
            for path in planning.missing_arguments(block, config)
        ]
        return plugin6.DiagnosticsResponse(diagnostics=[*read_only, *missing])


def generic_handler(stand_in: StandIn) -> grpc.GenericRpcHandler:
    """The service as grpc wants it, without generated service classes."""
    return grpc.method_handlers_generic_handler(
        "tfplugin6.Provider",
        {
            name: grpc.unary_unary_rpc_method_handler(
                _logged(name, handler),
                request_deserializer=message.FromString,
                response_serializer=_serialised,
            )
            for name, (message, handler) in stand_in.handlers().items()
        },
    )


def _logged(name: str, handler: Handler) -> Callable[[Message, Any], Message | bytes]:
    def call(request: Message, context: Any) -> Message | bytes:
        _connection.set(context.peer())
        try:
            return handler(request)
        except Exception:
            logger.exception("%s failed on %s", name, request)
            raise

    return call


def _serialised(message: Message | bytes) -> bytes:
    return message if isinstance(message, bytes) else message.SerializeToString()


def _nothing(_: Message) -> Message:
    return plugin6.Nothing()


def _upgrade(request: plugin6.UpgradeStateRequest) -> Message:
    return plugin6.UpgradeStateResponse(upgraded_state=plugin6.Value(json=request.raw_state.json))


def _read(request: plugin6.ReadResourceRequest) -> Message:
    return plugin6.ReadResourceResponse(new_state=request.current_state, private=request.private)


def _apply(_: plugin6.ApplyRequest) -> Message:
    return plugin6.ApplyResponse(
        diagnostics=[
            plugin6.Diagnostic(
                severity=plugin6.Diagnostic.ERROR,
                summary="A stand-in provider applies nothing",
            )
        ]
    )


def _error(summary: str, detail: str, path: planning.Path) -> plugin6.Diagnostic:
    return plugin6.Diagnostic(
        severity=plugin6.Diagnostic.ERROR,
        summary=summary,
        detail=detail,
        attribute=plugin6.Path(
            steps=[
                plugin6.Path.Step(index=step)
                if isinstance(step, int)
                else plugin6.Path.Step(attribute=step)
                for step in path
            ]
        ),
    )


def _value(value: Value) -> plugin6.Value:
    return plugin6.Value(msgpack=packed(value))


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _object(value: Value) -> Object:
    return value if isinstance(value, dict) else {}


def _objects(value: Value) -> list[Object]:
    found = value if isinstance(value, list) else []
    return [element for element in found if isinstance(element, dict)]


def _no_blocks(nesting: str) -> Value:
    match nesting:
        case "list" | "set":
            return []
        case "map":
            return {}
        case _:
            return None

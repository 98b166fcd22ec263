"""Slack's Web API clients: four tempers, and one guard against calls inside a unit of work."""

import ipaddress
import ssl
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit
from urllib.request import (
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry import RetryHandler
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
    ServerErrorRetryHandler,
)
from slack_sdk.web.file_upload_v2_result import FileUploadV2Result
from slack_sdk.webhook import WebhookClient, WebhookResponse

from bot.ports import SlackInsideUnit, in_unit

SLACK_API_URL = "https://slack.com/api/"
TIMEOUT_SECONDS = 10
HURRIED_SECONDS = 1
"""How long a form waits for Slack: with the wait for the store it must stay below the three seconds
in which Slack wants its acknowledgement."""

_SLACK_HOSTS = ("slack.com", "www.slack.com", "slack-gov.com")
_UPLOAD_HOSTS = (".slack.com", ".slack-gov.com")


@dataclass(frozen=True)
class Access:
    """How Slack is reached: the bot token, the address of the Web API, a proxy's URL."""

    token: str
    api_url: str = SLACK_API_URL
    proxy: str | None = None


def allowed_api_url(url: str) -> str:
    """The URL, ending in a slash, if it is Slack's own or a loopback address.

    Raises ValueError otherwise: the token would go to a stranger.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    own = parts.scheme == "https" and host in _SLACK_HOSTS and parts.port in (None, 443)
    local = parts.scheme in ("http", "https") and _is_loopback(host)
    if parts.username is not None or parts.query or not (own or local):
        raise ValueError(
            f"{url!r} is neither Slack's own address ({SLACK_API_URL}) nor this machine's "
            "(http://127.0.0.1:...); the bot token is sent to nobody else"
        )
    return url if url.endswith("/") else f"{url}/"


def _upload_url(url: str) -> str:
    """The URL, if it is Slack's own or a loopback address; raises ValueError."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    slack = parts.scheme == "https" and f".{host}".endswith(_UPLOAD_HOSTS)
    local = parts.scheme in ("http", "https") and _is_loopback(host)
    if not (slack or local):
        raise ValueError(f"a file is sent to Slack only, not to {host!r}")
    return url


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class NeverConnected(OSError):
    """No connection came about (refused, DNS, TLS, proxy), so nothing was sent."""


class _Plain(HTTPConnection):
    def connect(self) -> None:
        try:
            super().connect()
        except OSError as error:
            raise NeverConnected(str(error)) from error


class _Secure(HTTPSConnection):
    def connect(self) -> None:
        try:
            super().connect()
        except OSError as error:
            raise NeverConnected(str(error)) from error


class _PlainHandler(HTTPHandler):
    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_Plain, req)


class _SecureHandler(HTTPSHandler):
    def __init__(self, context: ssl.SSLContext) -> None:
        super().__init__(context=context)
        self._trust = context

    def https_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_Secure, req, context=self._trust)


class _NoRedirect(HTTPRedirectHandler):
    """Slack's API never redirects; following one would carry the token elsewhere."""

    def redirect_request(self, *_request: object, **_named: object) -> None:
        return None


@cache
def trust() -> ssl.SSLContext:
    """The certificates Slack is checked against; read once, which takes long."""
    return ssl.create_default_context()


class Client(WebClient):
    """A WebClient that refuses to speak while a unit of work is open in its context.

    Tells a connection that never came about (`URLError` with `NeverConnected` as its reason)
    from one that broke. Bolt's per-request copies of it keep all of this.
    """

    def _perform_urllib_http_request(
        self, *, url: str, args: dict[str, dict[str, Any]]
    ) -> dict[str, Any]:
        if in_unit.get():
            raise SlackInsideUnit(url.rsplit("/", 1)[-1])
        return super()._perform_urllib_http_request(url=url, args=args)

    def _perform_urllib_http_request_internal(self, url: str, req: Request) -> dict[str, Any]:
        with self._opener(url).open(req, timeout=self.timeout) as answer:
            return {"status": answer.status, "headers": answer.headers, "body": _text(answer)}

    def _upload_file(
        self,
        *,
        url: str,
        data: bytes,
        **_like_the_client: object,
    ) -> FileUploadV2Result:
        """Send the bytes of a file to the address Slack gave out, and to nobody else's."""
        if in_unit.get():
            raise SlackInsideUnit("upload")
        sent = Request(_upload_url(url), data=data, method="POST")  # noqa: S310 - checked there
        with self._opener(url).open(sent, timeout=self.timeout) as answer:
            return FileUploadV2Result(status=answer.status, body=answer.read().decode())

    def _opener(self, url: str) -> OpenerDirector:
        loopback = _is_loopback(urlsplit(url).hostname or "")
        return _opener(self.ssl or trust(), self.proxy, loopback)


class Reply(WebhookClient):
    """The address of one reply, reached as a client reaches the Web API."""

    def __init__(self, url: str, like: WebClient) -> None:
        super().__init__(url, timeout=like.timeout, ssl=like.ssl or trust(), proxy=like.proxy)

    def _perform_http_request_internal(self, url: str, req: Request) -> WebhookResponse:
        if in_unit.get():
            raise SlackInsideUnit("response_url")
        loopback = _is_loopback(urlsplit(url).hostname or "")
        with _opener(self.ssl or trust(), self.proxy, loopback).open(
            req, timeout=self.timeout
        ) as answer:
            headers = dict(answer.headers)
            return WebhookResponse(
                url=url, status_code=answer.status, body=_text(answer), headers=headers
            )


def _text(answer: HTTPResponse) -> str:
    return answer.read().decode(answer.headers.get_content_charset() or "utf-8")


@cache
def _opener(context: ssl.SSLContext, proxy: str | None, loopback: bool) -> OpenerDirector:
    """What opens connections; made once, since it is the same for each call."""
    handlers: list[Any] = [_PlainHandler(), _SecureHandler(context), _NoRedirect()]
    if loopback:
        handlers.append(ProxyHandler({}))
    elif proxy:
        handlers.append(ProxyHandler({"http": proxy, "https": proxy}))
    return build_opener(*handlers)


def error_code(refusal: SlackApiError) -> str | None:
    """What Slack called the error; None where its answer was no answer of the API."""
    data = refusal.response.data
    code = data.get("error") if isinstance(data, dict) else None
    # slack_sdk puts a whole sentence where the body was no JSON.
    return code if isinstance(code, str) and " " not in code else None


def reading_client(access: Access) -> Client:
    """For reads: repeats after connection errors, 500, 503 and (up to three times) 429."""
    return _client(
        access,
        [
            ConnectionErrorRetryHandler(),
            ServerErrorRetryHandler(),
            RateLimitErrorRetryHandler(max_retry_count=3),
        ],
    )


def hurried_client(access: Access) -> Client:
    """For reads that an acknowledgement waits for: repeats nothing, gives up soon."""
    client = _client(access, [])
    client.timeout = HURRIED_SECONDS
    return client


def interactive_client(access: Access) -> Client:
    """For forms: repeats once after 429 and never else, since a `trigger_id` is used up."""
    return _client(access, [RateLimitErrorRetryHandler(max_retry_count=1)])


def posting_client(access: Access) -> Client:
    """For posts and edits: never repeats anything; a repeated post is a second message."""
    return _client(access, [])


def _client(access: Access, retries: list[RetryHandler]) -> Client:
    return Client(
        token=access.token,
        base_url=allowed_api_url(access.api_url),
        timeout=TIMEOUT_SECONDS,
        proxy=access.proxy,
        retry_handlers=retries,
    )

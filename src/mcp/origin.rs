//! Where a request comes from, read off the protocol and the HTTP request that
//! brought it.

use http::{HeaderMap, request::Parts};
use rmcp::{ErrorData, RoleServer, model::RequestMetaObject, service::RequestContext};

use crate::{about, caller::Caller, dispatch::Origin, tool::Progress};

/// A request with it asks that nothing be changed.
const READ_ONLY: &str = "x-mcp-readonly";
/// W3C Trace Context, in `_meta` or as a header.
const TRACE: &str = "traceparent";

/// The origin of a request; `local` is who calls when the transport itself is
/// the proof (stdio).
pub(super) fn origin(
    ctx: &RequestContext<RoleServer>,
    local: Option<&Caller>,
) -> Result<Origin, ErrorData> {
    let parts = ctx.extensions.get::<Parts>();
    let headers = parts.map(|parts| &parts.headers);
    let caller = local.or_else(|| parts.and_then(|parts| parts.extensions.get::<Caller>()));
    // The edge lets nobody through without one.
    let caller =
        caller.ok_or_else(|| ErrorData::internal_error("the request has no caller", None))?;
    let version = ctx.protocol_version();
    let protocol = about::PROTOCOL_VERSIONS
        .iter()
        .find(|known| version.as_ref().is_some_and(|version| version.as_str() == **known));
    Ok(Origin {
        caller: caller.clone(),
        transport: if local.is_some() { "pipe" } else { "tcp" },
        protocol: protocol.copied(),
        trace_id: trace_id(&ctx.meta, headers),
        read_only: headers.is_some_and(asks_for_read_only),
        cancel: ctx.ct.clone(),
        progress: Progress::default(),
    })
}

/// Everything but a plain no counts: a mistyped yes must not loosen anything.
fn asks_for_read_only(headers: &HeaderMap) -> bool {
    headers.get_all(READ_ONLY).iter().any(|value| {
        !["false", "0"]
            .iter()
            .any(|no| value.as_bytes().trim_ascii().eq_ignore_ascii_case(no.as_bytes()))
    })
}

fn trace_id(meta: &RequestMetaObject, headers: Option<&HeaderMap>) -> Option<String> {
    let header = || headers?.get(TRACE)?.to_str().ok();
    let parent = meta.0.get(TRACE).and_then(serde_json::Value::as_str).or_else(header)?;
    // 00-<trace id>-<parent id>-<flags>
    let id = parent.split('-').nth(1)?;
    let is_id = id.len() == 32
        && id.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
        && id.bytes().any(|b| b != b'0');
    is_id.then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use rmcp::model::MetaObject;
    use serde_json::json;

    use super::*;

    fn meta(value: serde_json::Value) -> RequestMetaObject {
        let mut meta = MetaObject::new();
        meta.insert(TRACE.to_owned(), value);
        RequestMetaObject(meta)
    }

    #[test]
    fn a_trace_is_taken_from_the_message_before_the_header() {
        let id = "4bf92f3577b34da6a3ce929d0e0e4736";
        let parent = |id: &str| format!("00-{id}-0011223344556677-01");
        assert_eq!(trace_id(&meta(json!(parent(id))), None).as_deref(), Some(id));
        let mut headers = HeaderMap::new();
        headers
            .extend(parent(id).parse().map(|value| (http::HeaderName::from_static(TRACE), value)));
        let none = RequestMetaObject(MetaObject::new());
        assert_eq!(trace_id(&none, Some(&headers)).as_deref(), Some(id));
        for bad in ["", "x", "00-0-0-0", &parent(&"0".repeat(32)), &parent(&id.to_uppercase())] {
            assert_eq!(trace_id(&meta(json!(bad)), None), None, "{bad}");
        }
        assert_eq!(trace_id(&meta(json!(7)), None), None);
    }

    #[test]
    fn the_header_can_only_tighten() {
        let asks = |values: &[&str]| {
            let name = http::HeaderName::from_static(READ_ONLY);
            let values = values.iter().filter_map(|value| value.parse().ok());
            asks_for_read_only(&values.map(|value| (name.clone(), value)).collect())
        };
        for yes in [&["true"][..], &["1"], &["yes"], &["treu"], &[""], &["false", "true"]] {
            assert!(asks(yes), "{yes:?}");
        }
        for no in [&[][..], &["false"], &["FALSE"], &["0"], &[" 0 "]] {
            assert!(!asks(no), "{no:?}");
        }
    }
}

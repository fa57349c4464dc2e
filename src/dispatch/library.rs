//! Reading resources from within a tool.

use bytes::Bytes;
use futures_util::future::BoxFuture;

use super::Registry;
use crate::tool::{Ctx, Library, ToolError};

impl Library for Registry {
    fn read<'a>(&'a self, ctx: &'a Ctx, uri: &'a str) -> BoxFuture<'a, Result<Bytes, ToolError>> {
        Box::pin(async move {
            let Some((entry, value)) = self.resource(uri) else {
                let problem = self.no_such_resource(uri);
                return Err(ToolError::NotFound { problem, next: String::new() });
            };
            if let Some(scope) = entry.facts.scope.filter(|scope| !ctx.caller.may(Some(*scope))) {
                return Err(ToolError::Forbidden(scope));
            }
            let document = entry.read(ctx.clone(), value).await?;
            Ok(document.file.map_or_else(|| document.text.into(), |file| file.content))
        })
    }
}

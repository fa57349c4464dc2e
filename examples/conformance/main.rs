//! Bare stand-in
#![expect(missing_docs, unused)]
mod changes;
mod content;
mod conversation;
mod fixture;
mod prompts;
mod resources;
mod rounds;
mod tools;
use rmcp::transport::streamable_http_server::{
    StreamableHttpServerConfig, StreamableHttpService, session::local::LocalSessionManager,
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::Arc;

pub(crate) fn constant<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

pub(crate) fn result<T: DeserializeOwned>(mut value: Value) -> T {
    value["resultType"] = "complete".into();
    constant(value)
}

#[derive(Clone)]
struct Bare;
impl rmcp::ServerHandler for Bare {
    async fn read_resource(
        &self,
        r: rmcp::model::ReadResourceRequestParams,
        _: rmcp::service::RequestContext<rmcp::RoleServer>,
    ) -> Result<rmcp::model::ReadResourceResponse, rmcp::ErrorData> {
        Err(rmcp::ErrorData::invalid_params(
            "Resource not found",
            Some(serde_json::json!({"uri": r.uri})),
        ))
    }
    async fn list_tools(
        &self,
        _: Option<rmcp::model::PaginatedRequestParams>,
        _: rmcp::service::RequestContext<rmcp::RoleServer>,
    ) -> Result<rmcp::model::ListToolsResult, rmcp::ErrorData> {
        Ok(constant(
            serde_json::json!({"tools":[], "resultType":"complete","ttlMs":1000, "cacheScope":"public"}),
        ))
    }
    async fn list_prompts(
        &self,
        _: Option<rmcp::model::PaginatedRequestParams>,
        _: rmcp::service::RequestContext<rmcp::RoleServer>,
    ) -> Result<rmcp::model::ListPromptsResult, rmcp::ErrorData> {
        Ok(constant(
            serde_json::json!({"prompts":[], "resultType":"complete","ttlMs":1000, "cacheScope":"public"}),
        ))
    }
    async fn list_resources(
        &self,
        _: Option<rmcp::model::PaginatedRequestParams>,
        _: rmcp::service::RequestContext<rmcp::RoleServer>,
    ) -> Result<rmcp::model::ListResourcesResult, rmcp::ErrorData> {
        Ok(constant(
            serde_json::json!({"resources":[], "resultType":"complete","ttlMs":1000, "cacheScope":"public"}),
        ))
    }
    async fn list_resource_templates(
        &self,
        _: Option<rmcp::model::PaginatedRequestParams>,
        _: rmcp::service::RequestContext<rmcp::RoleServer>,
    ) -> Result<rmcp::model::ListResourceTemplatesResult, rmcp::ErrorData> {
        Ok(constant(
            serde_json::json!({"resourceTemplates":[], "resultType":"complete","ttlMs":1000, "cacheScope":"public"}),
        ))
    }
}

#[tokio::main]
async fn main() {
    let shared = Arc::new(fixture::Shared::new().unwrap());
    let config = StreamableHttpServerConfig::default()
        .with_json_response(std::env::var("JSON").is_ok())
        .with_allowed_origins(["http://localhost:9101", "http://127.0.0.1:9101"])
        .enforce_origin_validation();
    let service = StreamableHttpService::new(
        move || Ok(fixture::Fixture::new(Bare, shared.clone())),
        LocalSessionManager::default().into(),
        config,
    );
    let app = axum::Router::new().nest_service("/mcp", service);
    let l = tokio::net::TcpListener::bind("127.0.0.1:9101").await.unwrap();
    axum::serve(l, app).await.unwrap();
}

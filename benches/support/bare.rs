//! The least an rmcp server can do: one tool, answered from memory.

use std::sync::Arc;

use rmcp::{
    ErrorData, RoleServer, ServerHandler,
    model::{
        CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, ServerCapabilities,
        ServerConfig,
    },
    service::RequestContext,
    transport::streamable_http_server::{
        StreamableHttpServerConfig, StreamableHttpService, session::local::LocalSessionManager,
    },
};
use serde_json::json;

/// Makes this very program the bare server.
pub(crate) const FLAG: &str = "--serve-bare";

#[derive(Clone)]
struct Bare;

impl ServerHandler for Bare {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
    }

    async fn call_tool(
        &self,
        _: CallToolRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let text = "Order A100: shipped, 249.00 USD\nCustomer: Ravi <ravi@example.com> (C-1)\n\
            Items:\n- 1 x SKU-1 Mechanical keyboard at 159.50\n- 1 x SKU-2 Wireless mouse at 89.50";
        let mut result = CallToolResult::success(vec![ContentBlock::text(text)]);
        result.structured_content = Some(json!({
            "order_id": "A100", "status": "shipped", "total": "249.00", "currency": "USD",
            "customer": { "customer_id": "C-1", "name": "Ravi", "email": "ravi@example.com" },
            "items": [
                { "sku": "SKU-1", "name": "Mechanical keyboard", "quantity": 1, "unit_price": "159.50" },
                { "sku": "SKU-2", "name": "Wireless mouse", "quantity": 1, "unit_price": "89.50" },
            ],
        }));
        Ok(result.into())
    }
}

/// Serves on a free port, which is the one line on stdout.
pub(crate) fn serve() {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
        let config = StreamableHttpServerConfig::default().with_json_response(true);
        let service: StreamableHttpService<Bare, LocalSessionManager> =
            StreamableHttpService::new(|| Ok(Bare), Arc::default(), config);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("{}", listener.local_addr().unwrap().port());
        let router = axum::Router::new().route_service("/mcp", service);
        let listener = axum::serve::ListenerExt::tap_io(listener, |stream| {
            stream.set_nodelay(true).unwrap();
        });
        axum::serve(listener, router).await.unwrap();
    });
}

//! The product's handler with the suite's tools, resources and prompts beside it.
#![expect(deprecated, reason = "the 2025-11-25 set tests what the newer revision removed")]

use std::{borrow::Cow, sync::Arc};

use rmcp::{
    ErrorData, RoleServer, ServerHandler,
    model::{
        CallToolRequestParams, CallToolResponse, CancelledNotificationParam, CompleteRequestParams,
        CompleteResult, CompletionInfo, DiscoverResult, GetPromptRequestParams, GetPromptResponse,
        InitializeRequestParams, InitializeResult, ListPromptsResult, ListResourceTemplatesResult,
        ListResourcesResult, ListToolsResult, PaginatedRequestParams, ProtocolVersion,
        ReadResourceRequestParams, ReadResourceResponse, Reference, RequestStateError,
        ServerConfig, SetLevelRequestParams, SubscribeRequestParams, SubscriptionFilter, Tool,
        UnsubscribeRequestParams,
    },
    service::{NotificationContext, RequestContext, SubscriptionContext},
};

use crate::{
    changes::Changes,
    content, conversation, prompts, resources,
    rounds::{Rounds, Turn},
    tools,
};

/// Answers what the suite asks for by name and leaves everything else to `H`.
#[derive(Clone)]
pub(crate) struct Fixture<H> {
    inner: H,
    shared: Arc<Shared>,
}

/// What the requests of one server must share: a stateless request gets its own `Fixture`.
pub(crate) struct Shared {
    changes: Changes,
    rounds: Rounds,
}

impl Shared {
    /// Nobody listens yet, nothing is asked.
    pub(crate) fn new() -> Result<Self, RequestStateError> {
        Ok(Self { changes: Changes::new(), rounds: Rounds::new()? })
    }
}

impl<H> Fixture<H> {
    pub(crate) fn new(inner: H, shared: Arc<Shared>) -> Self {
        Self { inner, shared }
    }
}

impl<H: ServerHandler> ServerHandler for Fixture<H> {
    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let name = request.name.as_ref();
        if let Some(result) = content::of_tool(name) {
            return Ok(result.into());
        }
        if self.shared.changes.trigger(name) {
            return Ok(content::text("changed").into());
        }
        if let Some(script) = Rounds::of_tool(name, &context) {
            let rounds = &self.shared.rounds;
            let turn =
                rounds.play(name, &script, request.request_state, request.input_responses)?;
            return Ok(match turn {
                Turn::Ask(questions) => questions.into(),
                Turn::Done(text) => content::text(text).into(),
            });
        }
        if let Some(result) = conversation::with_client(&request, &context).await {
            return result.map(Into::into);
        }
        self.inner.call_tool(request, context).await
    }

    async fn get_prompt(
        &self,
        request: GetPromptRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<GetPromptResponse, ErrorData> {
        let name = request.name.as_str();
        if let Some(script) = Rounds::of_prompt(name) {
            let rounds = &self.shared.rounds;
            let turn =
                rounds.play(name, &script, request.request_state, request.input_responses)?;
            return Ok(match turn {
                Turn::Ask(questions) => questions.into(),
                Turn::Done(text) => prompts::text(&text).into(),
            });
        }
        if let Some(result) = prompts::get(name, &request.arguments.clone().unwrap_or_default()) {
            return Ok(result.into());
        }
        self.inner.get_prompt(request, context).await
    }

    async fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<ReadResourceResponse, ErrorData> {
        match resources::read(&request.uri) {
            Some(result) => Ok(result.into()),
            None => self.inner.read_resource(request, context).await,
        }
    }

    async fn list_tools(
        &self,
        request: Option<PaginatedRequestParams>,
        context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let mut page = self.inner.list_tools(request, context).await?;
        if page.next_cursor.is_none() {
            page.tools.extend(tools::all());
        }
        Ok(page)
    }

    async fn list_prompts(
        &self,
        request: Option<PaginatedRequestParams>,
        context: RequestContext<RoleServer>,
    ) -> Result<ListPromptsResult, ErrorData> {
        let mut page = self.inner.list_prompts(request, context).await?;
        if page.next_cursor.is_none() {
            page.prompts.extend(prompts::all());
        }
        Ok(page)
    }

    async fn list_resources(
        &self,
        request: Option<PaginatedRequestParams>,
        context: RequestContext<RoleServer>,
    ) -> Result<ListResourcesResult, ErrorData> {
        let mut page = self.inner.list_resources(request, context).await?;
        if page.next_cursor.is_none() {
            page.resources.extend(resources::all());
        }
        Ok(page)
    }

    async fn list_resource_templates(
        &self,
        request: Option<PaginatedRequestParams>,
        context: RequestContext<RoleServer>,
    ) -> Result<ListResourceTemplatesResult, ErrorData> {
        let mut page = self.inner.list_resource_templates(request, context).await?;
        if page.next_cursor.is_none() {
            page.resource_templates.extend(resources::templates());
        }
        Ok(page)
    }

    async fn complete(
        &self,
        request: CompleteRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CompleteResult, ErrorData> {
        match &request.r#ref {
            Reference::Prompt(prompt) if prompts::is_ours(&prompt.name) => {
                Ok(CompleteResult::new(CompletionInfo::default()))
            }
            _ => self.inner.complete(request, context).await,
        }
    }

    async fn set_level(
        &self,
        _: SetLevelRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<(), ErrorData> {
        Ok(())
    }

    async fn subscribe(
        &self,
        _: SubscribeRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<(), ErrorData> {
        Ok(())
    }

    async fn unsubscribe(
        &self,
        _: UnsubscribeRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<(), ErrorData> {
        Ok(())
    }

    fn accepted_subscription_filter(
        &self,
        wanted: &SubscriptionFilter,
    ) -> Option<SubscriptionFilter> {
        Some(wanted.clone())
    }

    async fn listen(&self, subscription: SubscriptionContext) -> Result<(), ErrorData> {
        self.shared.changes.forward(&subscription).await;
        Ok(())
    }

    fn get_info(&self) -> ServerConfig {
        let mut info = self.inner.get_info();
        tools::declare(&mut info.capabilities);
        info
    }

    fn get_tool(&self, name: &str) -> Option<Tool> {
        tools::all()
            .into_iter()
            .find(|tool| tool.name == name)
            .or_else(|| self.inner.get_tool(name))
    }

    async fn initialize(
        &self,
        request: InitializeRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<InitializeResult, ErrorData> {
        let mut result = self.inner.initialize(request, context).await?;
        tools::declare(&mut result.capabilities);
        Ok(result)
    }

    async fn discover(
        &self,
        context: RequestContext<RoleServer>,
    ) -> Result<DiscoverResult, ErrorData> {
        let mut result = self.inner.discover(context).await?;
        tools::declare(&mut result.capabilities);
        Ok(result)
    }

    fn supported_protocol_versions(&self) -> Cow<'static, [ProtocolVersion]> {
        self.inner.supported_protocol_versions()
    }

    async fn ping(&self, context: RequestContext<RoleServer>) -> Result<(), ErrorData> {
        self.inner.ping(context).await
    }

    async fn on_initialized(&self, context: NotificationContext<RoleServer>) {
        self.inner.on_initialized(context).await;
    }

    async fn on_cancelled(
        &self,
        notification: CancelledNotificationParam,
        context: NotificationContext<RoleServer>,
    ) {
        self.inner.on_cancelled(notification, context).await;
    }
}

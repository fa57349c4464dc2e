//! Lists that change on demand, for the scenarios about `subscriptions/listen`.

use rmcp::service::SubscriptionContext;
use tokio::sync::broadcast;

/// Which list a `test_trigger_*` tool claims to have changed.
#[derive(Clone, Copy)]
enum Change {
    Tools,
    Prompts,
}

/// Carries each change to every open subscription.
pub(crate) struct Changes(broadcast::Sender<Change>);

impl Changes {
    /// Nobody listens yet.
    pub(crate) fn new() -> Self {
        Self(broadcast::Sender::new(16))
    }

    /// Announces the change `tool` stands for; false when it stands for none.
    pub(crate) fn trigger(&self, tool: &str) -> bool {
        let change = match tool {
            "test_trigger_tool_change" => Change::Tools,
            "test_trigger_prompt_change" => Change::Prompts,
            _ => return false,
        };
        // No subscriber is no error.
        let _ = self.0.send(change);
        true
    }

    /// Passes changes on until the subscriber leaves; the sink drops what it did not ask for.
    pub(crate) async fn forward(&self, subscription: &SubscriptionContext) {
        let mut changes = self.0.subscribe();
        loop {
            let change = tokio::select! {
                () = subscription.cancelled() => return,
                change = changes.recv() => change,
            };
            let sink = subscription.sink();
            let _ = match change {
                Ok(Change::Tools) => sink.notify_tool_list_changed().await,
                Ok(Change::Prompts) => sink.notify_prompt_list_changed().await,
                Err(_) => return,
            };
        }
    }
}

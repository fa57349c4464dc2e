//! `add_order_note`: writes a note to an order.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::cannot::refused;
use crate::{
    backend::db::Tx,
    caller::Scope,
    tool::{Action, Ctx, Output, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(crate) struct AddOrderNote;

/// Which order, and what to write.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Args {
    /// The order's id, in any letter case.
    #[schemars(length(min = 1, max = 64), example = &"A100")]
    order_id: String,
    /// The note.
    #[schemars(length(min = 1, max = 2000))]
    note: String,
}

/// What was done.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Noted {
    /// The order.
    order_id: String,
}

impl Output for Noted {
    fn text(&self) -> String {
        format!("The note is kept with order {}.", self.order_id)
    }
}

impl Action for AddOrderNote {
    const NAME: &'static str = "add_order_note";
    const TITLE: &'static str = "Add a note to an order";
    const DESCRIPTION: &'static str = "Writes a note to an order; get_order shows it in the \
        order's history. Notes cannot be removed. Do not use it to cancel or refund \
        (cancel_order, refund_order).";
    const TOOLSET: Toolset = Toolset::Orders;
    const SCOPE: Scope = Scope::OrdersWrite;
    const REDACTED: &'static [&'static str] = &["note"];
    type Args = Args;
    type Output = Noted;
    type Target = Tx;

    async fn apply(ctx: &Ctx, tx: &mut Tx, args: Args) -> Result<Noted, ToolError> {
        let by = ctx.caller.principal();
        let noted = ctx.backends.orders.add_note(tx, &args.order_id, &args.note, by).await?;
        let order_id = noted.map_err(|cannot| refused(&args.order_id, &cannot))?;
        Ok(Noted { order_id })
    }
}

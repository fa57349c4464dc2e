//! What a model is told when an order is not changed: why, and what to do instead.

use crate::{
    backend::orders::{Cannot, OrderStatus},
    tool::{ToolError, Violation},
    tools::orders::get::not_found,
};

/// The refusal in the words for a model.
pub(super) fn refused(order_id: &str, cannot: &Cannot) -> ToolError {
    let (problem, next) = match cannot {
        Cannot::NotFound => return not_found(order_id),
        Cannot::Amount { wrong, currency } => {
            let allowed = format!(
                "a decimal string of {currency}, e.g. {:?}, or left out for all that is left",
                currency.amount(1_250).to_string()
            );
            let violation = Violation::new("amount", wrong.to_string()).allowed(allowed);
            return ToolError::InvalidArguments(vec![violation]);
        }
        Cannot::RefundNothing => {
            let violation = Violation::new("amount", "is zero").allowed("more than zero");
            return ToolError::InvalidArguments(vec![violation]);
        }
        Cannot::CancelWhen(status) => ("it cannot be cancelled", instead_of_cancelling(*status)),
        Cannot::NothingPaid(OrderStatus::Pending) => {
            ("nothing was paid for it yet", "Cancel it instead (cancel_order).".to_owned())
        }
        Cannot::NothingPaid(_) => {
            ("nothing was paid for it", "There is nothing to give back.".to_owned())
        }
        Cannot::NothingLeft => {
            ("all that was paid is refunded already", "There is nothing left to refund.".to_owned())
        }
        Cannot::MoreThanLeft { left, currency } => (
            "the amount is more than is left of what was paid",
            format!("Refund at most {left} {currency}; leave amount out for all of it."),
        ),
        Cannot::NotShipped => (
            "it is not shipped yet, so a full refund would leave its items reserved",
            "Cancel it first (cancel_order returns the items to stock), then refund it; or refund \
             a part."
                .to_owned(),
        ),
    };
    let order_id = order_id.trim().to_ascii_uppercase();
    let status = match cannot {
        Cannot::CancelWhen(status) => format!(" is {status}:"),
        _ => ":".to_owned(),
    };
    ToolError::Refused { problem: format!("Order {order_id}{status} {problem}."), next: Some(next) }
}

fn instead_of_cancelling(status: OrderStatus) -> String {
    match status {
        OrderStatus::Shipped => {
            "The parcel is on its way: refund it (refund_order) and tell the customer to refuse or \
             return it."
        }
        OrderStatus::Delivered => "The customer has it: refund it (refund_order) on its return.",
        OrderStatus::Cancelled => {
            "Nothing is left to do here; if it was paid, refund_order gives the money back."
        }
        _ => "Nothing is left to do.",
    }
    .to_owned()
}

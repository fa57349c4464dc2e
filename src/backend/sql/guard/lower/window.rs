//! Windows and their frames.

use sqlparser::ast;

use super::Lower;
use crate::backend::sql::guard::{
    Refusal,
    name::Name,
    scope::Scope,
    tree::{Bound, Expr, Frame, Over, Window},
    types::Type,
};

impl Lower<'_> {
    pub(super) fn windows(
        &mut self,
        windows: &[ast::NamedWindowDefinition],
        scope: &Scope<'_>,
    ) -> Result<Vec<(Name, Window)>, Refusal> {
        windows
            .iter()
            .map(|ast::NamedWindowDefinition(name, window)| {
                let window = match window {
                    ast::NamedWindowExpr::WindowSpec(spec) => self.window(spec, scope)?,
                    ast::NamedWindowExpr::NamedWindow(_) => {
                        return Err(Refusal::syntax("WINDOW name AS name"));
                    }
                };
                Ok((Name::read(name)?, window))
            })
            .collect()
    }

    pub(super) fn over(
        &mut self,
        over: &ast::WindowType,
        scope: &Scope<'_>,
    ) -> Result<Over, Refusal> {
        Ok(match over {
            ast::WindowType::NamedWindow(name) => Over::Named(Name::read(name)?),
            ast::WindowType::WindowSpec(spec) => Over::Window(self.window(spec, scope)?),
        })
    }

    fn window(&mut self, spec: &ast::WindowSpec, scope: &Scope<'_>) -> Result<Window, Refusal> {
        let ast::WindowSpec { window_name, partition_by, order_by, window_frame } = spec;
        Ok(Window {
            base: window_name.as_ref().map(Name::read).transpose()?,
            partition: self.clauses(partition_by, scope)?,
            order: self.order_of_inputs(order_by, scope)?,
            frame: window_frame.as_ref().map(|frame| self.frame(frame, scope)).transpose()?,
        })
    }

    fn frame(&mut self, frame: &ast::WindowFrame, scope: &Scope<'_>) -> Result<Frame, Refusal> {
        let ast::WindowFrame { units, start_bound, end_bound } = frame;
        let units = match units {
            ast::WindowFrameUnits::Rows => "ROWS",
            ast::WindowFrameUnits::Range => "RANGE",
            ast::WindowFrameUnits::Groups => "GROUPS",
        };
        let start = self.bound(start_bound, scope)?;
        let end = end_bound.as_ref().map(|bound| self.bound(bound, scope)).transpose()?;
        Ok(Frame { units, start, end })
    }

    fn bound(
        &mut self,
        bound: &ast::WindowFrameBound,
        scope: &Scope<'_>,
    ) -> Result<Bound, Refusal> {
        Ok(match bound {
            ast::WindowFrameBound::CurrentRow => Bound::CurrentRow,
            ast::WindowFrameBound::Preceding(distance) => {
                Bound::Preceding(self.distance(distance.as_deref(), scope)?)
            }
            ast::WindowFrameBound::Following(distance) => {
                Bound::Following(self.distance(distance.as_deref(), scope)?)
            }
        })
    }

    /// How far a frame reaches: our parser takes a text for an interval, in some
    /// spellings only.
    fn distance(
        &mut self,
        distance: Option<&ast::Expr>,
        scope: &Scope<'_>,
    ) -> Result<Option<Expr>, Refusal> {
        Ok(self.optional(distance, scope)?.map(|distance| match distance {
            Expr::Text(_) => distance.cast(Type::INTERVAL),
            other => other,
        }))
    }
}

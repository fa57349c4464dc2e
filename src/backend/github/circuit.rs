//! A circuit breaker: after repeated failures nothing is sent for a while, then
//! one request at a time finds out whether GitHub is back.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Failures in a row that open it.
const FAILURES: u32 = 5;
/// How long it stays open, and how long a probe may take before the next.
const PAUSE: Duration = Duration::from_secs(15);

#[derive(Debug, Default)]
pub(super) struct Circuit(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    failures: u32,
    open_until: Option<Instant>,
}

impl Circuit {
    /// Whether a request may be sent; how long to wait otherwise.
    pub(super) fn admit(&self, now: Instant) -> Result<(), Duration> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match state.open_until {
            Some(until) if until > now => Err(until - now),
            // This one is the probe; the others wait for what becomes of it.
            Some(_) => {
                state.open_until = Some(now + PAUSE);
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Notes how a request went.
    pub(super) fn note(&self, failed: bool, now: Instant) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !failed {
            *state = State::default();
            return;
        }
        state.failures = state.failures.saturating_add(1);
        if state.failures >= FAILURES {
            if state.failures == FAILURES {
                tracing::warn!(backend = "github", "circuit opened after repeated failures");
            }
            state.open_until = Some(now + PAUSE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_opens_probes_and_closes() {
        let (circuit, start) = (Circuit::default(), Instant::now());
        let at = |seconds| start + Duration::from_secs(seconds);
        for _ in 0..FAILURES {
            assert_eq!(circuit.admit(start), Ok(()));
            circuit.note(true, start);
        }
        assert_eq!(circuit.admit(at(5)), Err(Duration::from_secs(10)));
        assert_eq!(circuit.admit(at(15)), Ok(()), "a probe");
        assert_eq!(circuit.admit(at(15)), Err(PAUSE), "only one");
        circuit.note(true, at(16));
        assert_eq!(circuit.admit(at(17)), Err(Duration::from_secs(14)));
        assert_eq!(circuit.admit(at(31)), Ok(()));
        circuit.note(false, at(31));
        assert_eq!(circuit.admit(at(31)), Ok(()));
        assert_eq!(circuit.admit(at(31)), Ok(()));
    }
}

//! How often a caller may do something.

use std::{collections::HashMap, fmt, num::NonZeroU32, sync::RwLock, time::Duration};

use futures_util::future::BoxFuture;
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
};

/// Counts calls. In this process now; a shared store for several replicas fits
/// behind the same door.
pub trait Permits: fmt::Debug + Send + Sync {
    /// Takes one permit, or says when the next one is free.
    fn take<'a>(
        &'a self,
        principal: &'a str,
        operation: &'a str,
        per_minute: u32,
    ) -> BoxFuture<'a, Result<(), Duration>>;
}

/// Permits counted in this process (GCRA, one minute's worth of burst).
#[derive(Default)]
pub struct LocalPermits {
    /// One limiter per rate; few rates exist, they are configured.
    limiters: RwLock<HashMap<u32, Limiter>>,
    clock: DefaultClock,
}

type Limiter = std::sync::Arc<DefaultKeyedRateLimiter<String>>;

impl LocalPermits {
    fn limiter(&self, per_minute: u32) -> Limiter {
        let known = |limiters: &HashMap<u32, Limiter>| limiters.get(&per_minute).cloned();
        // A panic while the lock was held leaves the map whole: keep using it.
        let read = self.limiters.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(limiter) = known(&read) {
            return limiter;
        }
        drop(read);
        let quota = Quota::per_minute(NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN));
        let mut write = self.limiters.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        write.entry(per_minute).or_insert_with(|| RateLimiter::keyed(quota).into()).clone()
    }
}

impl Permits for LocalPermits {
    fn take<'a>(
        &'a self,
        principal: &'a str,
        operation: &'a str,
        per_minute: u32,
    ) -> BoxFuture<'a, Result<(), Duration>> {
        let key = format!("{principal}\0{operation}");
        let result = self
            .limiter(per_minute)
            .check_key(&key)
            .map_err(|refused| refused.wait_time_from(self.clock.now()));
        Box::pin(std::future::ready(result))
    }
}

impl fmt::Debug for LocalPermits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalPermits").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::expect_used, reason = "a test may fail loudly")]

    use super::*;

    #[tokio::test]
    async fn each_caller_and_operation_has_its_own_minute() {
        let permits = LocalPermits::default();
        assert_eq!(permits.take("ann", "ping", 2).await, Ok(()));
        assert_eq!(permits.take("ann", "ping", 2).await, Ok(()));
        let wait = permits.take("ann", "ping", 2).await.expect_err("the third of two");
        assert!(wait > Duration::from_secs(20) && wait <= Duration::from_secs(30), "{wait:?}");
        assert_eq!(permits.take("bob", "ping", 2).await, Ok(()));
        assert_eq!(permits.take("ann", "get_order", 2).await, Ok(()));
    }
}

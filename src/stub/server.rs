// STUB
//! Stands in for the real room.
pub mod stdio {
    use crate::app::App;
    /// stub
    pub async fn serve(_app: App) -> anyhow::Result<()> {
        tracing::info!("stdio");
        Ok(())
    }
}
pub mod http {
    use crate::app::App;
    /// stub
    pub async fn serve(
        _app: App,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> anyhow::Result<()> {
        tracing::info!("http");
        shutdown.await;
        Ok(())
    }
}

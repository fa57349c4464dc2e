# toolhub in an image: one binary on a base without a shell, for stdio
# (docker run -i) and HTTP (docker run ... --http). See docs/deployment.md.
# The bases are pinned here, where Dependabot finds them; an argument names others,
# as scripts/image --local does.
ARG BUILD=rust RUNTIME=distroless
FROM rust:1.95-slim-bookworm@sha256:d7482085ff5b415f84dba5647ae71606650bdef00db7aeb69f4b3d170c3e4082 AS rust
FROM gcr.io/distroless/static-debian12:nonroot@sha256:afa5c872c891853ca7fcf1f12c3edb23f7eeef36189728842dd51042ff57f7ab AS distroless

FROM ${BUILD} AS build
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
WORKDIR /src
# The dependencies in a layer of their own: it lasts until Cargo.lock changes.
COPY Cargo.toml Cargo.lock ./
RUN mkdir src benches && \
    for bench in http sql sandbox; do echo 'fn main() {}' >benches/$bench.rs; done && \
    echo 'fn main() {}' >src/main.rs && touch src/lib.rs && \
    cargo build --locked --profile dist && \
    rm -r src target/dist/toolhub* target/dist/libtoolhub* target/dist/.fingerprint/toolhub-*
COPY build.rs ./
COPY migrations migrations
COPY sandbox sandbox
COPY src src
ARG COMMIT
# Beside the program, the four libraries that it loads, and the records of their
# packages, where scanners look for them.
RUN cargo build --locked --profile dist && \
    install -D target/dist/toolhub /out/toolhub && \
    install -d /out/data /out/root/var/lib/dpkg/status.d && \
    ldd /out/toolhub | grep -o '/[^ ]*' | xargs cp --parents --dereference --target-directory /out/root && \
    for package in libc6 libgcc-s1; do \
        dpkg-query --status $package >/out/root/var/lib/dpkg/status.d/$package; \
    done

FROM ${RUNTIME}
# OWNER: whose registry name this is; the release fills it in.
ARG VERSION=0.0.0 COMMIT=unknown SERVER_NAME=io.github.OWNER/toolhub
LABEL org.opencontainers.image.title="toolhub" \
      org.opencontainers.image.description="One governed MCP server in front of the systems a team already has" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${COMMIT}" \
      io.modelcontextprotocol.server.name="${SERVER_NAME}"
COPY --from=build /out/root /
COPY --from=build /out/toolhub /toolhub
# The last one, scripts/third_party.py makes.
COPY LICENSE-MIT LICENSE-APACHE dist/THIRD-PARTY.m[d] /licenses/
# Owned by the user below, so that a volume mounted here is too.
COPY --from=build --chown=65532:65532 /out/data /data
ENV HTTP_HOST=0.0.0.0 TOOLHUB_DATA_DIR=/data
USER 65532:65532
WORKDIR /data
EXPOSE 8000
STOPSIGNAL SIGTERM
# For HTTP; under stdio, docker run --no-healthcheck.
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s CMD ["/toolhub", "health"]
ENTRYPOINT ["/toolhub"]

# The node as an operator runs it (docs/operations.md, In a container). What starts is what a clone runs: Node strips
# the types by itself, so there is no build, and the last stage holds nothing that could make one (decision 0029).
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

FROM ${NODE_IMAGE} AS gather
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY protocol/package.json protocol/
COPY indexer/package.json indexer/
COPY node/package.json node/
COPY sdk/package.json sdk/
COPY vault/package.json vault/
COPY examples/package.json examples/
# The lock file decides; no package runs a script of its own.
RUN npm ci --workspace @idos/node --omit=dev --ignore-scripts --no-audit --no-fund && rm -rf sdk vault examples .npmrc
COPY protocol/src protocol/src
COPY indexer/src indexer/src
COPY node/src node/src
COPY LICENSE ./
# Node, the libraries that it is linked with at their own places, and an empty folder for the database.
RUN mkdir -p /data /image/app /image/etc /image/usr/local/bin \
  && node=$(readlink -f "$(command -v node)") && cp "$node" /image/usr/local/bin/node \
  && ldd "$node" | grep -o '/[^ ]*' | xargs -I {} cp -L --parents {} /image \
  && printf 'idos:x:10001:10001::/data:/sbin/nologin\n' >/image/etc/passwd \
  && printf 'idos:x:10001:\n' >/image/etc/group \
  && printf 'hosts: files dns\n' >/image/etc/nsswitch.conf \
  && mv /app/* /image/app/

FROM scratch
COPY --from=gather /image /
COPY --from=gather --chown=10001:10001 /data /data
ENV PATH=/usr/local/bin NODE_ENV=production \
  IDOS_HOST=0.0.0.0 IDOS_PORT=8080 IDOS_METRICS_HOST=0.0.0.0 IDOS_METRICS_PORT=9464 IDOS_DATA_FOLDER=/data/database
WORKDIR /app
USER 10001:10001
VOLUME /data
# The second is the operator's, and is not to be published.
EXPOSE 8080 9464
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.IDOS_METRICS_PORT + '/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--max-old-space-size=512", "--max-semi-space-size=8", "node/src/main.ts"]

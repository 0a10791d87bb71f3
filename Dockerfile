# The service with a built site: by default the demo book. docker build -t attune .
ARG NODE=24-bookworm-slim

# Builds the site; nothing of it but the site's folder goes on.
FROM node:${NODE} AS site
WORKDIR /attune
COPY package.json package-lock.json ./
COPY packages/ packages/
COPY examples/ examples/
COPY bench/package.json bench/
COPY test-support/package.json test-support/
RUN npm ci --no-audit --no-fund && npm run build:demo

FROM node:${NODE}
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4100
WORKDIR /attune
COPY package.json package-lock.json ./
COPY packages/ packages/
COPY examples/physical-ai/package.json examples/physical-ai/
COPY bench/package.json bench/
COPY test-support/package.json test-support/
# Without the embedded PostgreSQL and without Docusaurus: the database has its own container, and the site is built.
RUN npm ci --omit=dev --omit=optional --workspace packages/cli --no-audit --no-fund && npm cache clean --force
COPY --from=site /attune/examples/physical-ai/ /site/
USER node
EXPOSE 4100
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["node", "-e", "fetch('http://127.0.0.1:4100/v1/health').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "packages/cli/bin/attune.js", "serve", "/site", "--no-watch"]

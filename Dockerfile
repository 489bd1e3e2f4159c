# Quarterdeck in a container: `docker build -t quarterdeck .`, then `docker compose up`, or alone with the built-in database:
# docker run -p 8080:8080 -v quarterdeck:/data -e PUBLIC_URL=https://quarterdeck.example.com quarterdeck
FROM node:24-trixie-slim AS built
WORKDIR /src
COPY package.json package.json
COPY package-lock.json package-lock.json
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN bin/build

FROM node:24-trixie-slim
ENV NODE_ENV=production
ENV HOST=0.0.0.0
ENV DATA_DIR=/data
WORKDIR /app
COPY package.json package.json
COPY package-lock.json package-lock.json
# the image brings Node 24: the packages of Node and the parts for other systems stay out
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && rm -rf node_modules/node-linux-* node_modules/.cache && npm cache clean --force
COPY --from=built /src/bin bin
COPY --from=built /src/dist/package dist/package
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:8080/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["bin/quarterdeck"]
CMD ["start"]

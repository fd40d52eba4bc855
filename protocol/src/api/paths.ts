import type { DidKey } from "../did-key.ts";
import type { Address, Bytes32 } from "../primitives.ts";

/** The paths of HTTP API version 1, spelled once for the server's router and the SDK's requests. */
export const PATHS = {
  info: "/v1/info",
  status: "/v1/status",
  openApi: "/v1/openapi.json",
  docs: "/v1/docs",
  challenges: "/v1/challenges",
  sessions: "/v1/sessions",
  currentSession: "/v1/sessions/current",
  session: (session: DidKey | ":session") => `/v1/sessions/${session}`,
  users: "/v1/users",
  userByAccount: (account: Address | ":account") => `/v1/users/${account}`,
  me: "/v1/me",
  accessLog: "/v1/me/access-log",
  accounts: "/v1/me/accounts",
  unlinkAccount: "/v1/me/accounts/unlink",
  keyBinding: "/v1/me/key-binding",
  keyBackups: "/v1/me/key-backups",
  keyBackup: (slot: string) => `/v1/me/key-backups/${slot}`,
  stagedEnvelope: (hash: Bytes32 | ":hash") => `/v1/envelopes/${hash}`,
  records: "/v1/records",
  record: (record: Bytes32 | ":record") => `/v1/records/${record}`,
  recordEnvelope: (record: Bytes32 | ":record") => `/v1/records/${record}/envelope`,
  recordKey: (record: Bytes32 | ":record") => `/v1/records/${record}/key`,
  shares: "/v1/shares",
  share: (share: Bytes32 | ":share") => `/v1/shares/${share}`,
  shareEnvelope: (share: Bytes32 | ":share", record: Bytes32 | ":record") =>
    `/v1/shares/${share}/records/${record}/envelope`,
  requests: "/v1/requests",
  request: (request: Bytes32 | ":request") => `/v1/requests/${request}`,
  requestAnswer: (request: Bytes32 | ":request", answer: "grant" | "deny" | "cancel") =>
    `/v1/requests/${request}/${answer}`,
  ownExport: "/v1/me/export",
  events: "/v1/events",
  ownHead: "/v1/me/head",
  replicationFeed: "/v1/replication/heads",
  replicaManifest: (owner: Bytes32 | ":owner") => `/v1/replication/owners/${owner}/manifest`,
  replicaItem: (owner: Bytes32 | ":owner", item: Bytes32 | ":item") =>
    `/v1/replication/owners/${owner}/items/${item}`,
  replicaEnvelope: (owner: Bytes32 | ":owner", record: Bytes32 | ":record", hash: Bytes32 | ":hash") =>
    `/v1/replication/owners/${owner}/records/${record}/envelopes/${hash}`,
} as const;

export const MEDIA_TYPES = {
  json: "application/json",
  /** JSON texts on a line each, ended by LF. */
  jsonLines: "application/x-ndjson",
  envelope: "application/octet-stream",
  /** Server-sent events, as the HTML standard defines them. */
  eventStream: "text/event-stream",
  text: "text/plain; charset=utf-8",
  html: "text/html; charset=utf-8",
} as const;

import type { Endpoint, EndpointDescription } from "./endpoint.ts";
import { accessLogRoutes } from "./routes/access-log.ts";
import { documentationRoutes } from "./routes/documentation.ts";
import { eventRoutes } from "./routes/events.ts";
import { headRoutes } from "./routes/head.ts";
import { infoRoutes } from "./routes/info.ts";
import { keyBackupRoutes } from "./routes/key-backups.ts";
import { meRoutes } from "./routes/me.ts";
import { ownDataRoutes } from "./routes/own-data.ts";
import { recordRoutes } from "./routes/records.ts";
import { replicationRoutes } from "./routes/replication.ts";
import { requestRoutes } from "./routes/requests.ts";
import { sessionRoutes } from "./routes/sessions.ts";
import { shareRoutes } from "./routes/shares.ts";
import { userRoutes } from "./routes/users.ts";

const API: readonly Endpoint[] = [
  ...infoRoutes,
  ...sessionRoutes,
  ...userRoutes,
  ...meRoutes,
  ...accessLogRoutes,
  ...keyBackupRoutes,
  ...recordRoutes,
  ...shareRoutes,
  ...requestRoutes,
  ...ownDataRoutes,
  ...eventRoutes,
  ...headRoutes,
  ...replicationRoutes,
];

/** The API without the routes that document it. */
export const DESCRIPTIONS: readonly EndpointDescription[] = API.map(({ description }) => description);

/** Everything that is served. */
export const ENDPOINTS: readonly Endpoint[] = [...API, ...documentationRoutes(DESCRIPTIONS)];

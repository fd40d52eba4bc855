import type { Endpoint } from "./endpoint.ts";
import { accessLogRoutes } from "./routes/access-log.ts";
import { infoRoutes } from "./routes/info.ts";
import { keyBackupRoutes } from "./routes/key-backups.ts";
import { meRoutes } from "./routes/me.ts";
import { recordRoutes } from "./routes/records.ts";
import { sessionRoutes } from "./routes/sessions.ts";
import { shareRoutes } from "./routes/shares.ts";
import { userRoutes } from "./routes/users.ts";

/** The whole API. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...infoRoutes,
  ...sessionRoutes,
  ...userRoutes,
  ...meRoutes,
  ...accessLogRoutes,
  ...keyBackupRoutes,
  ...recordRoutes,
  ...shareRoutes,
];

import { type Logger, pino } from "pino";

/** JSON lines on standard error: standard output is the program's own. Credentials never get into a line. */
export function createLogger(level: string): Logger {
  const redact = ["authorization", "*.authorization", "headers.authorization", "*.headers.authorization"];
  return pino({ name: "node", level, redact }, pino.destination({ dest: 2, sync: true }));
}

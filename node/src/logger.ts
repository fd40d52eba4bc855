import { type DestinationStream, type Logger, pino } from "pino";
import { loggedError } from "./logged-error.ts";

/**
 * JSON lines on standard error, unless said otherwise: standard output is the program's own. Credentials never get into a
 * line, nor what an error carries besides its name, message, code and stack.
 */
export function createLogger(
  level: string,
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Logger {
  const redact = ["authorization", "*.authorization", "headers.authorization", "*.headers.authorization"];
  const serializers = { err: (error: unknown) => loggedError(error) };
  return pino({ name: "node", level, redact, serializers }, destination);
}

import type { Context, Middleware } from "koa";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import { answeredCode } from "./answered-code.ts";

/** From a quarter of a millisecond, because a read takes about one. */
const SECONDS = [0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Counts and times requests by what they asked for and what came of it. Labels hold the route as it is documented, never
 * the path that was asked for: an id in a label would tell who reads what, and make a series for each.
 */
export function measureRequests(registry: Registry): Middleware {
  const registers = [registry];
  const requests = new Counter({
    name: "idos_node_http_requests_total",
    help: "Requests answered, by documented route, status and code of the problem (none: no problem).",
    ...{ labelNames: ["route", "method", "status", "code"] as const, registers },
  });
  const seconds = new Histogram({
    name: "idos_node_http_request_duration_seconds",
    help: "Time from a request's headers to the beginning of its answer.",
    ...{ labelNames: ["route", "method"] as const, registers, buckets: SECONDS },
  });
  const inFlight = new Gauge({
    name: "idos_node_http_requests_in_flight",
    help: "Requests that are being answered.",
    registers,
  });
  return async (context, next) => {
    const startedAt = performance.now();
    inFlight.inc();
    try {
      await next();
    } finally {
      inFlight.dec();
      const asked = { route: routeOf(context), method: methodOf(context) };
      const code = answeredCode(context.req) ?? "none";
      requests.inc({ ...asked, status: context.status, code });
      seconds.observe(asked, (performance.now() - startedAt) / 1_000);
    }
  };
}

function routeOf(context: Context): string {
  const matched: unknown = Reflect.get(context, "_matchedRoute");
  return typeof matched === "string" ? matched : "none";
}

const METHODS: ReadonlySet<string> = new Set(["GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS"]);

/** HTTP takes any word for a method. */
function methodOf({ method }: Context): string {
  return METHODS.has(method) ? method : "other";
}

import { PROBLEM_MEDIA_TYPE, ProblemError } from "@idos/protocol";
import type { Context, Middleware } from "koa";
import type { Logger } from "pino";
import { isDependencyFailure } from "../dependency-failure.ts";
import { noteCode } from "./answered-code.ts";
import { problemBody } from "./problem-body.ts";
import { hasBody } from "./read-body.ts";
import { REQUEST_ID_HEADER } from "./request-id.ts";

const RETRY_AFTER_SECONDS = "1";

/** The one place where a failure becomes an answer: application/problem+json (RFC 9457). */
export function answerProblems(logger: Logger): Middleware {
  return async (context, next) => {
    try {
      await next();
    } catch (error) {
      const requestId = context.response.get(REQUEST_ID_HEADER);
      const problem = problemOf(error);
      if (problem !== error) logger.error({ err: error, requestId }, "request failed");
      answer(context, problem, requestId);
    }
  };
}

/** What an unexpected failure says of itself stays in the log. */
function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (isDependencyFailure(error))
    return new ProblemError("DEPENDENCY_UNAVAILABLE", "Try again shortly or ask another node.");
  return new ProblemError("INTERNAL", "The operator finds the cause under the request's id.");
}

function answer(context: Context, problem: ProblemError, requestId: string): void {
  const { code, status } = problem;
  noteCode(context.req, code);
  context.status = status;
  if (status === 503) context.set("retry-after", RETRY_AFTER_SECONDS);
  // What remains of a body is not read, so nothing more can come on this connection.
  if (hasBody(context.req) && !context.req.complete) context.set("connection", "close");
  context.set("content-type", PROBLEM_MEDIA_TYPE);
  context.body = JSON.stringify(problemBody(problem, requestId));
}

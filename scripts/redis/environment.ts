/** A Redis that is already there: used instead of starting one. */
export const redisUrl: string | undefined = process.env["REDIS_URL"];

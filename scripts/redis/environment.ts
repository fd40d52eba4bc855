/** A Redis that is already there: used instead of starting one. */
export const redisUrl: string | undefined = process.env["REDIS_URL"];

export const searchPath: string = process.env["PATH"] ?? "/usr/local/bin:/usr/bin:/bin";

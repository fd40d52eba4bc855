import * as z from "zod";

/**
 * In a page zod must not look whether it may make code from text: a page's policy forbids it, and the browser reports
 * the attempt. Comes before all other imports, since each schema looks when it is made.
 */
if ("location" in globalThis) z.config({ jitless: true });

import { config } from "zod";

/** The page's policy forbids code from text, which zod would otherwise try before it parses. */
config({ jitless: true });

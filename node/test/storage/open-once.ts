import { openPgliteStore } from "../../src/storage/sql/pglite/open-pglite-store.ts";
import { template } from "./folders.ts";

/** Opens the database in the folder of its argument, says so and closes it. */
const [, , folder = ""] = process.argv;
const store = await openPgliteStore(folder, { template });
process.stdout.write("opened\n");
await store.close();

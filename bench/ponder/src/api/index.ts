import { Hono } from "hono";
import { db } from "ponder:api";
import { grant, owner } from "ponder:schema";

const app = new Hono();

/** Everything, for the comparison with the oracle. */
app.get("/state", async (c) => {
  const [grants, owners] = await Promise.all([db.select().from(grant), db.select().from(owner)]);
  const text = JSON.stringify({ grants, owners }, (_, value) =>
    typeof value === "bigint" ? String(value) : value,
  );
  return c.body(text, 200, { "content-type": "application/json" });
});

export default app;

const SESSION_MS = 50 * 60 * 1000;

/** Signs in on first use and again before the session's hour is over; callers share one session. */
export function reconnecting<Face>(connect: () => Promise<Face>): () => Promise<Face> {
  let open: { readonly face: Promise<Face>; readonly untilMs: number } | undefined;
  return () => {
    if (open === undefined || Date.now() >= open.untilMs) {
      const face = connect();
      open = { face, untilMs: Date.now() + SESSION_MS };
      // A sign-in that failed is not remembered.
      face.catch(() => (open = undefined));
    }
    return open.face;
  };
}

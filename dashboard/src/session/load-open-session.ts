/** The SDK and what it needs: fetched while the first page is being looked at. */
export const loadOpenSession = () => import("./open-session.ts");

/** The views behind the sign-in, in the order of the navigation. */
export const VIEWS = [
  { path: "/", name: "My data", icon: "data" },
  { path: "/access", name: "Who has access", icon: "access" },
  { path: "/shared", name: "Shared with me", icon: "shared" },
  { path: "/requests", name: "Requests", icon: "requests" },
  { path: "/activity", name: "Activity", icon: "activity" },
  { path: "/wallets", name: "Wallets", icon: "wallets" },
  { path: "/security", name: "Security", icon: "security" },
] as const;

/** Of what an account has granted publicly: with and without a session. */
export const ADDRESS_ROUTE = "/address/:account?";

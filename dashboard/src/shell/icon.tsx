const PATHS = {
  data: "M4 5.5h16M4 12h16M4 18.5h10",
  access: "M15 11a4 4 0 1 0-4 4m0-4h9m-3 0v3",
  shared:
    "M8 12 16 7m-8 5 8 5M8 12a2 2 0 1 1-4 0 2 2 0 0 1 4 0Zm12-5a2 2 0 1 1-4 0 2 2 0 0 1 4 0Zm0 10a2 2 0 1 1-4 0 2 2 0 0 1 4 0Z",
  requests: "M4 6h16v12H4zM4 7l8 6 8-6",
  activity: "M3 12h4l3-8 4 16 3-8h4",
  wallets: "M4 7h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H4zM4 7l11-3v3m1 6h1",
  security: "M12 3.500 19 6v6c0 4-2.800 7-7 8.500C7.800 19 5 16 5 12V6z",
} as const;

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      aria-hidden="true"
    >
      <path d={PATHS[name]} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

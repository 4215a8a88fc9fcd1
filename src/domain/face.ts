/** The faces a magazine can be set in. `device` is what each reader's own device has; nothing is fetched for it. */
export const faces = ['serif', 'sans', 'device'] as const

export type Face = (typeof faces)[number]

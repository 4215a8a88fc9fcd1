/** Puts the folder `fresh` where `folder` is. `now` is in milliseconds. */
export function replaceBuild(folder: string, fresh: string, now?: number): void

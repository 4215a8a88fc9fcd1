declare module 'tar-fs' {
  /** A stream that unpacks the tar file written into it below `folder`. */
  export function extract(folder: string): NodeJS.WritableStream
}

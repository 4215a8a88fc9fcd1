import description from '../../package.json' with { type: 'json' }

/** Which Tessera this is, as package.json says. */
export const version: string = description.version

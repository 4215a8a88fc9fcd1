import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

const oids = {
  ecdsaWithSha256: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02],
  country: [0x55, 0x04, 0x06],
  organization: [0x55, 0x04, 0x0a],
  unit: [0x55, 0x04, 0x0b],
  name: [0x55, 0x04, 0x03],
  basicConstraints: [0x55, 0x1d, 0x13],
  otherNames: [0x55, 0x1d, 0x11],
}

/** A maker's certificate as an authenticator may send one along (DER), signed by itself, with its key. */
export function makersCertificate(): { certificate: Uint8Array; key: KeyObject } {
  const who = sequence(
    ...(
      [
        [oids.country, 0x13, 'XX'],
        [oids.organization, 0x0c, 'Paper Boat Locks'],
        [oids.unit, 0x0c, 'Authenticator Attestation'],
        [oids.name, 0x0c, 'Paper Boat Lock 1'],
      ] as const
    ).map(([kind, type, text]) => tagged(0x31, sequence(oid(kind), tagged(type, Buffer.from(text))))),
  )
  const constraints = sequence(sequence(oid(oids.basicConstraints), tagged(0x04, sequence())))
  const { certificate, key } = signedByItself(who, constraints)
  return { certificate: new Uint8Array(certificate), key }
}

/** A server's key and certificate (PEM) for one name, signed by itself: whoever trusts it trusts it for that name. */
export function serverKeys(name: string): { key: string; cert: string } {
  const who = sequence(tagged(0x31, sequence(oid(oids.name), tagged(0x0c, Buffer.from('Test server')))))
  const names = sequence(oid(oids.otherNames), tagged(0x04, sequence(tagged(0x82, Buffer.from(name)))))
  const { certificate, key } = signedByItself(who, sequence(names))
  const base64 = certificate.toString('base64')
  const cert = `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`
  return { key: key.export({ format: 'pem', type: 'pkcs8' }).toString(), cert }
}

function signedByItself(who: Buffer, extensions: Buffer): { certificate: Buffer; key: KeyObject } {
  const { privateKey: key, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(oid(oids.ecdsaWithSha256))
  const content = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    tagged(0x02, Buffer.from([1])),
    algorithm,
    who,
    times(),
    who,
    publicKey.export({ format: 'der', type: 'spki' }),
    tagged(0xa3, extensions),
  )
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', content, key)])
  return { certificate: sequence(content, algorithm, tagged(0x03, signature)), key }
}

function times(): Buffer {
  return sequence(...['250101000000Z', '490101000000Z'].map((time) => tagged(0x17, Buffer.from(time))))
}

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts))
}

function oid(bytes: readonly number[]): Buffer {
  return tagged(0x06, Buffer.from(bytes))
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

import { at, found, isNode, listOf, type Node, nameOf, type Place, placesIn, type SourceFile, textOf } from './source-file.ts'

/** Log lines that hold headers or cookies whole. */
export function secretsInLogs(files: readonly SourceFile[]): string[] {
  const secret = /^(headers|rawHeaders|cookies?|authorization)$/i
  return files.flatMap((file) =>
    placesIn(file)
      .filter(
        ({ node }) =>
          node.type === 'CallExpression' &&
          isNode(node.callee) &&
          /^(console|log|logger|print|say)\b/.test(textOf(file, node.callee)),
      )
      .filter(({ node }) => placesIn(fragment(file, node)).some((inner) => isValue(inner) && secret.test(nameOf(inner.node))))
      .map(({ node }) => `${at(file, node)} logs ${textOf(file, node)}`),
  )
}

/** Secrets compared in a time that tells how much of them was right. */
export function secretsComparedByEquals(files: readonly SourceFile[]): string[] {
  const secret = /^(signature|mac|hmac|digest|secret|token|tokenHash)$/i
  return found(files, ({ node }) => {
    if (node.type !== 'BinaryExpression' || !/^[!=]==?$/.test(String(node.operator))) return false
    const sides = [node.left, node.right].filter(isNode)
    const isConstant = sides.some(
      (side) => side.type === 'Literal' || nameOf(side) === 'undefined' || side.type === 'UnaryExpression',
    )
    return !isConstant && sides.some((side) => secret.test(nameOf(side)))
  })
}

// The arguments of a call as a file of their own, so that they can be walked like one.
function fragment(file: SourceFile, call: Node): SourceFile {
  return {
    path: file.path,
    text: `(${
      listOf(call.arguments)
        .filter(isNode)
        .map((one) => textOf(file, one))
        .join(', ') || 'null'
    })`,
  }
}

function isValue({ node, field }: Place): boolean {
  return (node.type === 'Identifier' && field !== 'key') || node.type === 'MemberExpression'
}

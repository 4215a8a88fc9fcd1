// Loaded into a measured server before its own code: answers the bench when it asks what the process has used so far.
process.on('message', (message) => {
  if (message !== 'usage') return
  const { user, system } = process.cpuUsage()
  process.send?.({ cpuMicroseconds: user + system, rssBytes: process.memoryUsage.rss() })
})
process.on('disconnect', () => process.exit())
process.channel?.unref()

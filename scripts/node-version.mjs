const minimum = { major: 20, minor: 19 };

/** A sentence for the person when this Node is too old, else undefined. */
export function nodeVersionProblem(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > minimum.major || (major === minimum.major && minor >= minimum.minor)) return undefined;
  const wanted = `${minimum.major}.${minimum.minor}`;
  return [
    `伴走には Node.js ${wanted} 以上が必要です（いまの版: ${version}）。https://nodejs.org/ja から新しい版を入れて、もう一度実行してください。`,
    `Banso needs Node.js ${wanted} or newer (this is ${version}). Install a newer one from https://nodejs.org and run the command again.`,
  ].join('\n');
}

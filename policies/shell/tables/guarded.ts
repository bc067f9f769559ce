/** Programs that policies are about: where one stands among the words of a program that is not known, it may run. */
export const guardedWord =
  /(?:^|[^\w.-])(?:git|hub|gh|glab|npm|npx|pnpm|pnpx|yarn|bun|bunx|corepack|deno|node|tsx|python[\d.]*|pip[\d.]*|pipx|uv|uvx|poetry|conda|cargo|gem|bundle|brew|apt|apt-get|apk|dnf|yum|pacman|composer|dotnet|perl|ruby|php|lua|awk|sh|bash|dash|zsh|ksh|fish|pwsh|eval|exec|source|sudo|doas|su|env|xargs|make|curl|wget|ssh|scp|rsync|docker|podman|kubectl|rm|mv|cp|tee|dd|sed|ln|truncate|busybox)(?![\w.-])/;

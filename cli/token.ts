/** The commands below `omni token`. Like all others, each is imported when it is run. */
import { type Command, Option } from 'commander';
import { describeEndings, endingsOf } from './endings.ts';
import type { JsonOption, TokenOptions } from './options.ts';
import type { Ending } from './policy.ts';

export function declareToken(token: Command, by: Ending): void {
  token.helpCommand(false);
  const command = (name: string, description: string): Command =>
    token
      .command(name)
      .description(description)
      .addOption(new Option('--json', 'versioned NDJSON on stdout'))
      .addHelpText('after', describeEndings(endingsOf(`token ${name}`)));
  command('create', 'make a token, and the link that lets its holder in')
    .argument('<name>', 'of its holder, as the journal will tell it')
    .addOption(
      new Option('--role <role>', 'what they may do, each with all before it')
        .choices(['view', 'comment', 'answer', 'drive'])
        .default('view'),
    )
    .addOption(new Option('--expires <duration>', 'for how long, from 1h to 365d').default('7d'))
    .option('--run <run>', 'for this run only: its id, or how it begins')
    .action(
      by(async (name: string, options: TokenOptions) =>
        (await import('./commands/token-create.ts')).createToken(name, options),
      ),
    );
  command('list', 'list the tokens, with those that are over').action(
    by(async (options: JsonOption) => (await import('./commands/token-list.ts')).listTokens(options)),
  );
  command('revoke', 'take a token back: at once, also from whoever is in by it')
    .argument('<id>', 'of the token')
    .action(
      by(async (id: string, options: JsonOption) =>
        (await import('./commands/token-revoke.ts')).revokeToken(id, options),
      ),
    );
}

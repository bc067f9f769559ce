/** What is printed, and what it should come to. */
import type { Figure, Told } from '../cases.ts';

const paced: readonly Figure[] = [
  { key: 'p50_ms', text: 'event to screen, p50', unit: 'ms' },
  { key: 'p99_ms', text: 'event to screen, p99', unit: 'ms' },
  { key: 'worst_ms', text: 'the worst', unit: 'ms' },
  { key: 'unseen', text: 'events that never came' },
  { key: 'events_per_s', text: 'events of the run', unit: '/s' },
  { key: 'messages_per_s', text: 'messages to a watcher', unit: '/s' },
  { key: 'mb_per_s', text: 'sent to all', unit: 'MB/s' },
  { key: 'cpu_percent', text: 'CPU of the server', unit: '%' },
  { key: 'watcher_kb', text: 'a watcher (RSS)', unit: 'KB' },
  { key: 'watcher_live_kb', text: 'of which in use', unit: 'KB' },
  { key: 'alone_mb', text: 'the server without watchers (RSS)', unit: 'MB' },
  { key: 'loaded_mb', text: 'the server at the end (RSS)', unit: 'MB' },
];

const goal = { atLeast: 0.9 };

export const told: readonly Told[] = [
  { name: 'journal', text: "200 watchers of the journal's page, 200 events a second", figures: paced },
  { name: 'events', text: "200 watchers of the API's events, 200 events a second", figures: paced },
  {
    name: 'throughput',
    text: 'a run as fast as it goes, while others look',
    figures: [
      { key: 'idle_ratio', text: 'beside a server nobody asks', unit: 'x', goal },
      { key: 'beside_page_ratio', text: 'beside 200 watchers of the page of a paced run', unit: 'x', goal },
      { key: 'beside_events_ratio', text: 'beside 200 watchers of its events', unit: 'x', goal },
      { key: 'page_ratio', text: 'with 200 watchers of its own page', unit: 'x' },
      { key: 'events_ratio', text: 'with 200 watchers of its own events', unit: 'x' },
      { key: 'alone_per_s', text: 'events alone', unit: '/s' },
      { key: 'beside_page_per_s', text: 'beside one whose page is watched', unit: '/s' },
      { key: 'beside_events_per_s', text: 'beside one whose events are watched', unit: '/s' },
      { key: 'page_per_s', text: 'with watchers of its own page', unit: '/s' },
      { key: 'events_per_s', text: 'with watchers of its own events', unit: '/s' },
      { key: 'alone_us', text: "the driver's CPU of an event, alone", unit: 'us' },
      { key: 'beside_page_us', text: 'beside watchers of a page', unit: 'us' },
      { key: 'beside_events_us', text: 'beside watchers of events', unit: 'us' },
      { key: 'page_us', text: 'with watchers of its own page', unit: 'us' },
      { key: 'events_us', text: 'with watchers of its own events', unit: 'us' },
      { key: 'beside_page_percent', text: "the server's CPU, page of a paced run", unit: '%' },
      { key: 'beside_events_percent', text: 'events of a paced run', unit: '%' },
      { key: 'page_percent', text: 'page of the fast run, until it answers', unit: '%' },
      { key: 'events_percent', text: 'events of the fast run', unit: '%' },
    ],
  },
];

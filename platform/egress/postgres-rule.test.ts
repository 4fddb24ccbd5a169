import { describe, expect, it } from 'vitest';
import { postgresRule } from './postgres-rule.ts';

describe('the rule for a PostgreSQL URL', () => {
  it.each([
    ['postgres://u:p@db.example.org/chart', { host: 'db.example.org', port: 5432, private: true }],
    ['postgresql://u:p%40x@10.0.0.5:6432/chart?sslmode=require', { host: '10.0.0.5', port: 6432, private: true }],
    ['postgres://u@[::1]:5433/chart', { host: '[::1]', port: 5433, private: true }],
    ['postgres://u@/chart?host=/run/pg&port=5499', { path: '/run/pg/.s.PGSQL.5499' }],
    ['postgres:///chart?host=/run/pg', { path: '/run/pg/.s.PGSQL.5432' }],
    ['postgres://u@%2Frun%2Fpg/chart', { path: '/run/pg/.s.PGSQL.5432' }],
  ])('names the server of %s', (url, rule) => {
    expect(postgresRule(url, 'database')).toEqual({ ...rule, purpose: 'database' });
  });

  it.each(['postgres:///chart', 'postgres://u@/chart', 'postgres://u@a,b/chart', 'not a url'])('refuses %s', (url) => {
    expect(() => postgresRule(url, 'database')).toThrow(expect.objectContaining({ code: 'CW-EGR-011' }));
  });
});

import { describe, expect, it } from 'vitest';
import { httpAddressRemedy, httpAddressSchema } from './http-address.ts';

describe('an address that models are asked at', () => {
  it.each([
    'http://localhost',
    'https://api.example.com/v1',
    'HTTPS://API.EXAMPLE.COM/v1/',
    'http://127.0.0.1:8000/v1',
    'http://[::1]:8000/v1',
    'https://gateway.example/a/b;version=2',
    'https://münchen.example/v1',
  ])('is %s', (address) => {
    expect(httpAddressRemedy(address)).toBeNull();
    expect(httpAddressSchema.safeParse(address).success).toBe(true);
  });

  it.each([
    ['localhost:8000/v1', 'Write http://localhost:8000/v1.'],
    ['127.0.0.1:8000', 'Write http://127.0.0.1:8000.'],
    ['[::1]:8000/v1', 'Write http://[::1]:8000/v1.'],
    ['api.example.com/v1', 'Write https://api.example.com/v1.'],
    ['//api.example.com/v1', 'Write https://api.example.com/v1.'],
    ['file:///etc/hosts', 'Only http and https'],
    ['ws://localhost:8000', 'Only http and https'],
    ['wss://localhost:8000', 'Only http and https'],
    ['ftp://localhost', 'Only http and https'],
    ['unix:/var/run/model.sock', 'Only http and https'],
    ['data:text/plain,x', 'Only http and https'],
    ['javascript:alert(1)', 'Only http and https'],
    ['', 'Only http and https'],
    ['http:/localhost', 'Only http and https'],
    ['http:localhost', 'Only http and https'],
    ['http://local host/v1', 'Remove the white space'],
    ['http://localhost/v 1', 'Remove the white space'],
    ['http://localhost\\v1', 'Remove the white space'],
    ['http://local\u0000host', 'Remove the white space'],
    ['http://user:pass@host.example/v1', 'Remove user and password'],
    ['https://token@host.example/v1', 'Remove user and password'],
    ['https://host.example/v1?api_key=abc', 'from the ? or # on'],
    ['https://host.example?version=2', 'from the ? or # on'],
    ['https://host.example/v1#key', 'from the ? or # on'],
    ['http://169.254.169.254/latest', 'never called'],
    ['http://2852039166/', 'never called'],
    ['http://[::ffff:169.254.169.254]/v1', 'never called'],
    ['http://metadata.google.internal/v1', 'never called'],
    ['http://', 'Check host and port'],
    ['http:///v1', 'Check host and port'],
    ['http://:8000/v1', 'Check host and port'],
    ['http://localhost:/v1', 'Check host and port'],
    ['http://localhost:0/v1', 'Check host and port'],
    ['http://localhost:65536/v1', 'Check host and port'],
    ['http://localhost:80a/v1', 'Check host and port'],
    ['http://::1:8000/v1', 'needs brackets'],
    ['http://[::1:8000/v1', 'needs brackets'],
    ['http://1.2.3.4.5/v1', 'Check host and port'],
  ])('is not "%s"', (address, remedy) => {
    expect(httpAddressRemedy(address)).toContain(remedy);
    expect(httpAddressSchema.safeParse(address).success).toBe(false);
  });

  it('is read without the white space around it', () => {
    expect(httpAddressSchema.parse(' http://localhost:8000/v1\n')).toBe('http://localhost:8000/v1');
  });
});

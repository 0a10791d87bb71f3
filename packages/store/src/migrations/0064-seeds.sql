create schema seeds;

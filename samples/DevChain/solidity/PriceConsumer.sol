// SPDX-License-Identifier: MIT
pragma solidity 0.8.19;

import {Chainlink, ChainlinkClient} from "@chainlink/contracts/src/v0.8/ChainlinkClient.sol";

/// Asks an oracle for prices and keeps every answer, so that a reader can check each of them.
contract PriceConsumer is ChainlinkClient {
  using Chainlink for Chainlink.Request;

  event PriceRequested(bytes32 indexed requestId, bytes32 indexed specId, string pair);
  event PriceAnswered(bytes32 indexed requestId, uint256 price);

  uint256 public answerCount;
  bytes32 public latestRequestId;
  mapping(bytes32 => uint256) public answerOf;
  mapping(bytes32 => uint256) public answeredAtBlock;

  constructor(address link, address oracle) {
    setChainlinkToken(link);
    setChainlinkOracle(oracle);
  }

  /// Through `operatorRequest`: data version 2, answered by `fulfillOracleRequest2`.
  function requestPrice(bytes32 specId, uint256 payment, string calldata pair, int256 times) external returns (bytes32 requestId) {
    Chainlink.Request memory request = buildOperatorRequest(specId, this.answer.selector);
    request.add("pair", pair);
    request.addInt("times", times);
    requestId = sendOperatorRequest(request, payment);
    _asked(requestId, specId, pair);
  }

  /// Through `oracleRequest`: data version 1, answered by `fulfillOracleRequest`.
  function requestPriceOneWord(bytes32 specId, uint256 payment, string calldata pair, int256 times) external returns (bytes32 requestId) {
    Chainlink.Request memory request = buildChainlinkRequest(specId, address(this), this.answer.selector);
    request.add("pair", pair);
    request.addInt("times", times);
    requestId = sendChainlinkRequest(request, payment);
    _asked(requestId, specId, pair);
  }

  /// Called by the oracle; a second answer to the same request reverts.
  function answer(bytes32 requestId, uint256 price) external recordChainlinkFulfillment(requestId) {
    answerCount += 1;
    answerOf[requestId] = price;
    answeredAtBlock[requestId] = block.number;
    emit PriceAnswered(requestId, price);
  }

  function cancel(bytes32 requestId, uint256 payment, uint256 expiration) external {
    cancelChainlinkRequest(requestId, payment, this.answer.selector, expiration);
  }

  function _asked(bytes32 requestId, bytes32 specId, string calldata pair) private {
    latestRequestId = requestId;
    emit PriceRequested(requestId, specId, pair);
  }
}

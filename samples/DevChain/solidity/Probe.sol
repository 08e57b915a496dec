// SPDX-License-Identifier: MIT
pragma solidity 0.8.19;

/// A contract that does on demand what a test of logs, calls or transactions needs.
contract Probe {
  event Numbered(uint256 indexed number, address indexed sender, bytes data);

  error Refused(uint256 code, string reason);

  uint256 public number;
  bool public refusing;

  function setNumber(uint256 value) external {
    if (refusing) {
      revert Refused(value, "refusing");
    }
    number = value;
    emit Numbered(value, msg.sender, msg.data);
  }

  function setRefusing(bool value) external {
    refusing = value;
  }

  function emitNumbers(uint256 from, uint256 count) external {
    for (uint256 i = from; i < from + count; i++) {
      emit Numbered(i, msg.sender, "");
    }
  }

  function failWithReason(string calldata reason) external pure {
    revert(reason);
  }

  function failWithError(uint256 code, string calldata reason) external pure {
    revert Refused(code, reason);
  }

  function burn(uint256 gas) external {
    uint256 start = gasleft();
    while (start - gasleft() < gas) {
      number = uint256(keccak256(abi.encode(number)));
    }
  }

  function echo(bytes calldata data) external pure returns (bytes memory) {
    return data;
  }

  receive() external payable {}
}
